// Tables as RFC 4180 has them.
export function rows(text) {
  const table = [];
  let row = [''];
  let quoted = false;
  for (let k = 0; k < text.length; k += 1) {
    const c = text[k];
    if (quoted) {
      if (c === '"' && text[k + 1] === '"') {
        row[row.length - 1] += '"';
        k += 1;
      } else if (c === '"') quoted = false;
      else row[row.length - 1] += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') row.push('');
    else if (c === '\n') {
      table.push(row);
      row = [''];
    } else if (c !== '\r') row[row.length - 1] += c;
  }
  if (row.length > 1 || row[0]) table.push(row);
  const [head, ...body] = table;
  return body.filter((r) => r.length > 1 || r[0]).map((r) => Object.fromEntries(head.map((name, k) => [name, r[k] ?? ''])));
}

// A cell that a spreadsheet would take for a formula is told apart by a leading apostrophe; numbers stay numbers.
function cell(value) {
  if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return '';
  let text = String(value);
  if (typeof value === 'string' && /^[=+\-@\t]/.test(text)) text = `'${text}`;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
export const csv = (head, body) => [head, ...body].map((r) => r.map(cell).join(',')).join('\r\n') + '\r\n';
