// Files for people to keep.
export function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replace(/[^\w.()\u4e00-\u9fff -]+/g, '_');
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
export const saveText = (name, text, type = 'text/plain') => save(name, new Blob([text], { type: `${type};charset=utf-8` }));
