// The lines of Python that do the same as what was run of texts, each in a file of its own beside them.
const word = (text) => JSON.stringify(text);

// kind: run, compare, or trial or rank, whose people and seed stand in their text. texts: [{ name, file }]; names are the arms of a comparison, the first held against.
export function python({ kind = 'run', texts, people, seed }) {
  const open = `import rewire as rw\n\n`;
  const [first] = texts;
  if (kind === 'compare') {
    const plans = texts.map(({ name, file }) => `${word(name)}: ${word(file)}`).join(', ');
    return `${open}both = rw.compare({${plans}}, people=${people}, seed=${seed})\nboth\n`;
  }
  if (kind === 'rank') return `${open}best = rw.rank(${word(first.file)})\nbest.verdicts\nbest.table()\n`;
  if (kind === 'trial') return `${open}trial = rw.trial(${word(first.file)})\ntrial.table()\ntrial.plot()\n`;
  return `${open}year = rw.run(${word(first.file)}, people=${people}, seed=${seed})\nyear\n`;
}

// Of one brain: options as the server was given them.
export function networkLines({ model, seed, ...options }) {
  const said = Object.entries(options).map(([key, value]) => `${key}=${typeof value === 'number' ? value : word(value)}`);
  return `import rewire as rw\n\nrest = rw.network(model=${[word(model), ...said, `seed=${seed}`].join(', ')})\nrest.fc\n`;
}
