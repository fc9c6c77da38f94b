// What is dragged from the list of treatments to the timeline: by mouse, pen or finger.
export const drag = $state({ name: '', label: '', x: 0, y: 0 });
const targets = new Set();

// A place where something can be dropped: over(name, x, y) while it hovers (null when it has left), drop(name, x, y).
export function droppable(node, hooks) {
  const target = { node, hooks };
  targets.add(target);
  return {
    update(next) {
      target.hooks = next;
    },
    destroy() {
      targets.delete(target);
    },
  };
}

const under = (x, y) =>
  [...targets].find(({ node }) => {
    const box = node.getBoundingClientRect();
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });

// Begins once the pointer has moved a little, so that a click stays a click. `event` is pointerdown.
export function carry(event, name, label) {
  if (event.button !== 0) return;
  const from = { x: event.clientX, y: event.clientY };
  const source = event.currentTarget;
  let last = null;
  const move = (e) => {
    if (!drag.name && Math.hypot(e.clientX - from.x, e.clientY - from.y) < 6) return;
    if (!drag.name) source.setPointerCapture(e.pointerId);
    Object.assign(drag, { name, label, x: e.clientX, y: e.clientY });
    const now = under(e.clientX, e.clientY);
    if (last && last !== now) last.hooks.over(null);
    now?.hooks.over(name, e.clientX, e.clientY);
    last = now;
    e.preventDefault();
  };
  const end = (e) => {
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', end);
    removeEventListener('pointercancel', end);
    removeEventListener('keydown', key);
    if (drag.name && e.type === 'pointerup') under(e.clientX, e.clientY)?.hooks.drop(name, e.clientX, e.clientY);
    last?.hooks.over(null);
    if (drag.name) source.addEventListener('click', (c) => (c.stopImmediatePropagation(), c.preventDefault()), { capture: true, once: true });
    setTimeout(() => (drag.name = ''), 0);
  };
  const key = (e) => e.key === 'Escape' && end(e);
  addEventListener('pointermove', move, { passive: false });
  addEventListener('pointerup', end);
  addEventListener('pointercancel', end);
  addEventListener('keydown', key);
}
