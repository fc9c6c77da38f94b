// Brings the page to life: draws its figures, sorts its tables, shows tips, copies text, switches light and dark.

(() => {
    const root = document.documentElement, all = selector => [...document.querySelectorAll(selector)];
    const read = id => JSON.parse(document.getElementById(id).textContent);
    const colours = read("colours"), groups = new Map();
    const powers = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    function shown(v) {
        if (v === null || v === undefined) return "n/a";
        const size = Math.abs(v), power = Math.log10(size);
        if (size !== 0 && (size >= 1e6 || size < 1e-3) && Math.abs(power - Math.round(power)) < 1e-9)
            return `${v < 0 ? "−" : ""}10${power < 0 ? "⁻" : ""}${[...String(Math.abs(Math.round(power)))].map(d => powers[d]).join("")}`;
        return String(Number(v.toPrecision(5))).replace("-", "−");
    }

    // What the drawing modules need of the page.
    const page = {
        colours, shown,
        dark: () => root.dataset.theme === "dark",
        css: name => getComputedStyle(root).getPropertyValue(`--${name}`).trim(),
        category: k => colours.category[k % colours.category.length],
        groupColour(name) {
            if (!groups.has(name)) groups.set(name, page.category(groups.size));
            return groups.get(name);
        },
        quantity: (v, unit) => unit && unit !== "1" && v !== null ? `${shown(v)} ${unit}` : shown(v),
        label: axis => axis.unit && axis.unit !== "1" ? `${axis.label} (${axis.unit})` : axis.label,
        roundTicks(low, high, count) {
            const rough = (high - low) / Math.max(count, 2), decade = 10 ** Math.floor(Math.log10(rough));
            const step = [1, 2, 2.5, 5, 10].find(n => n * decade >= rough * .999) * decade, ticks = [];
            for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; ++k) ticks.push(Number((k * step).toPrecision(12)));
            return ticks;
        },
        tip(event, lines) {
            const tip = document.getElementById("tip");
            tip.hidden = !event;
            if (!event) return;
            tip.replaceChildren(...lines.map(text => Object.assign(document.createElement("div"), { textContent: text })));
            const left = event.clientX + 16 + tip.offsetWidth > innerWidth ? event.clientX - 12 - tip.offsetWidth : event.clientX + 16;
            const top = event.clientY + 18 + tip.offsetHeight > innerHeight ? event.clientY - 12 - tip.offsetHeight : event.clientY + 18;
            Object.assign(tip.style, { left: `${Math.max(4, left)}px`, top: `${Math.max(4, top)}px` });
        },
    };

    // Figures: drawn once, drawn again when their room or the theme changes.
    const draw = { lines: drawLines, timeline: drawTimeline, scatter: drawScatter, heat: drawHeat }, figures = read("figures"), redraws = [], inks = new Map();
    for (const box of all("[data-figure]")) {
        const data = figures[box.dataset.figure], { redraw, ink } = draw[data.kind](box, data, page);
        redraws.push(redraw);
        inks.set(box, ink);
        let width = box.clientWidth;
        new ResizeObserver(() => {
            if (box.clientWidth === width || box.clientWidth === 0) return;
            width = box.clientWidth;
            requestAnimationFrame(redraw);
        }).observe(box);
        for (const canvas of box.querySelectorAll(".uplot canvas, canvas.plan")) {
            canvas.setAttribute("role", "img");
            canvas.setAttribute("aria-label", box.dataset.name);
        }
    }
    for (const button of all("button[data-save]")) button.addEventListener("click", () => saveFigure(button.closest("figure"), button.dataset.save, inks, page));

    // Tables: click a heading to sort; long ones get a filter.
    for (const table of all("table")) {
        const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
        heads.forEach((head, column) => {
            const button = Object.assign(document.createElement("button"), { type: "button" });
            button.append(...head.childNodes);
            head.append(button);
            button.addEventListener("click", () => {
                const down = head.getAttribute("aria-sort") === "ascending" ? -1 : 1, number = head.classList.contains("number");
                heads.forEach(h => h.removeAttribute("aria-sort"));
                head.setAttribute("aria-sort", down > 0 ? "ascending" : "descending");
                const key = row => number ? (row.cells[column].dataset.value ? Number(row.cells[column].dataset.value) : NaN) : row.cells[column].textContent;
                const rows = [...body.rows].map(row => [key(row), row]);
                rows.sort(([a], [b]) => number ? (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : down * (a - b)) : down * a.localeCompare(b, undefined, { numeric: true }));
                body.append(...rows.map(([, row]) => row));
            });
        });
        tellScroll(table.closest(".scroll"));
        const scroll = table.closest(".scroll.long");
        if (!scroll) continue;
        const filter = Object.assign(document.createElement("input"), { type: "search", className: "filter", placeholder: `Filter ${body.rows.length} rows`, ariaLabel: "Filter rows" });
        filter.addEventListener("input", () => {
            for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(filter.value.toLowerCase());
        });
        scroll.before(filter);
    }

    // A table that goes on beyond its box says where to.
    function tellScroll(scroll) {
        const frame = scroll.parentElement, hint = frame.querySelector(".scroll-hint");
        const tell = () => {
            const right = scroll.scrollWidth - scroll.clientWidth > 2, down = scroll.scrollHeight - scroll.clientHeight > 2;
            frame.classList.toggle("more-right", right && scroll.scrollLeft + scroll.clientWidth < scroll.scrollWidth - 2);
            frame.classList.toggle("more-down", down && scroll.scrollTop + scroll.clientHeight < scroll.scrollHeight - 2);
            hint.textContent = right && down ? "Scroll sideways → and down ↓ for more" : right ? "Scroll sideways → for more columns" : down ? `Scroll down ↓: ${scroll.querySelector("tbody").rows.length} rows in all` : "";
        };
        scroll.addEventListener("scroll", tell, { passive: true });
        new ResizeObserver(tell).observe(scroll);
        tell();
    }

    // Tips on anything that carries one; a region is pointed out in every view of its figure.
    for (const item of all("[data-tip]")) {
        const twins = item.dataset.region === undefined ? [] : [...item.closest("figure").querySelectorAll(`[data-region="${item.dataset.region}"]`)];
        item.addEventListener("pointermove", event => page.tip(event, [item.dataset.tip]));
        item.addEventListener("pointerenter", () => twins.forEach(t => t.classList.add("pointed")));
        item.addEventListener("pointerleave", () => {
            twins.forEach(t => t.classList.remove("pointed"));
            page.tip(null);
        });
    }

    // Copying works from file:// too, where the clipboard may be closed to scripts.
    for (const button of all(".copy")) {
        const name = button.textContent;
        button.addEventListener("click", async () => {
            const source = button.parentElement.querySelector(".copied");
            const text = source.matches("ol") ? [...source.children].map(li => li.textContent).join("\n") : source.textContent;
            try {
                await navigator.clipboard.writeText(text);
            } catch {
                getSelection().selectAllChildren(source);
                document.execCommand("copy");
            }
            button.textContent = document.getElementById("said").textContent = "Copied";
            setTimeout(() => { button.textContent = name; }, 1500);
        });
    }

    function setTheme(theme) {
        root.dataset.theme = theme;
        redraws.forEach(redraw => redraw());
    }
    document.getElementById("theme").addEventListener("click", () => {
        const theme = root.dataset.theme === "dark" ? "light" : "dark";
        try { localStorage.setItem("rewire-theme", theme); } catch { /* a page from file:// may have no storage; the theme lasts until it is closed */ }
        setTheme(theme);
    });
    let before = null;
    addEventListener("beforeprint", () => {
        before = root.dataset.theme;
        root.dataset.theme = "light";
        toPaper(inks);
    });
    addEventListener("afterprint", () => {
        fromPaper();
        if (before) setTheme(before);
    });

    // The contents show where the reader is.
    const links = new Map(all("aside li a").map(a => [a.getAttribute("href").slice(1), a]));
    const here = new IntersectionObserver(entries => {
        for (const entry of entries) if (entry.isIntersecting) {
            links.forEach(a => a.classList.remove("here"));
            links.get(entry.target.id)?.classList.add("here");
        }
    }, { rootMargin: "-10% 0px -80% 0px" });
    all("section[id]").forEach(section => here.observe(section));
})();
