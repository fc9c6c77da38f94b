// Colours of lines by place; both for light and dark paper.
export const tone = (k) => `var(--c${k % 8})`;
