// The lines of Python that do the same.
const word = (text) => JSON.stringify(text);

export function python({ kind = 'run', file, other = '', people, seed }) {
  const open = `import rewire as rw\n\n`;
  if (kind === 'compare') return `${open}both = rw.compare([${word(file)}, ${word(other)}], people=${people}, seed=${seed})\nboth\n`;
  if (kind === 'trial') return `${open}trial = rw.trial(${word(file)}, seed=${seed})\ntrial.table()\ntrial.plot()\n`;
  return `${open}year = rw.run(${word(file)}, people=${people}, seed=${seed})\nyear\n`;
}
