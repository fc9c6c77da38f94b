// Rows of a forest plot by what is typed: an id, a word of the row, "validation", "outside".
for (const forest of document.querySelectorAll(".forest")) {
    const field = forest.querySelector("input.filter");
    field?.addEventListener("input", () => {
        const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
        for (const line of forest.querySelectorAll(".line")) line.hidden = !words.every(w => line.dataset.text.includes(w));
        for (const group of forest.querySelectorAll(".group")) group.hidden = ![...group.querySelectorAll(".line")].some(l => !l.hidden);
    });
}
