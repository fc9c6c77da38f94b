// A text's changes, undone and done again. `read` and `write` are of the text that is edited now.
export function undoable(read, write) {
  let past = $state([]);
  let future = $state([]);
  let typed = 0;
  const keep = () => {
    past = [...past.slice(-99), read()];
    future = [];
  };
  const back = () => {
    if (!past.length) return;
    future = [read(), ...future];
    write(past[past.length - 1]);
    past = past.slice(0, -1);
  };
  const forth = () => {
    if (!future.length) return;
    past = [...past, read()];
    write(future[0]);
    future = future.slice(1);
  };
  return {
    get past() {
      return past.length;
    },
    get future() {
      return future.length;
    },
    keep,
    back,
    forth,
    // What is typed without a pause is one change.
    change(next, typing = false) {
      if (next === read()) return;
      const soon = typing && Date.now() - typed < 1200;
      typed = typing ? Date.now() : 0;
      if (!soon) keep();
      future = [];
      write(next);
    },
    keys(event) {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || event.target.matches('textarea, input:not([type=range])')) return;
      event.preventDefault();
      if (event.shiftKey) forth();
      else back();
    },
  };
}
