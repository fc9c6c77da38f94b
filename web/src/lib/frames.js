// Calls once so many frames have been seen since; what is returned calls it off. So what waits for a movement to end waits as
// long as the machine needs, be it slow.
export function afterFrames(count, act) {
  let left = count;
  let frame = requestAnimationFrame(function next() {
    left -= 1;
    if (left > 0) frame = requestAnimationFrame(next);
    else act();
  });
  return () => cancelAnimationFrame(frame);
}
