// Figures as pictures of their own: saved as SVG or PNG with title, units and legend, and printed sharp at any width.

const inkMeasure = (() => {
    let pen = null;
    return (text, font) => {
        pen ??= document.createElement("canvas").getContext("2d");
        pen.font = font;
        return pen.measureText(text).width;
    };
})();

// An SVG of what `draw` paints; it gives back how high that is.
function inked(width, name, page, draw) {
    const pen = new SvgPen(page.measure ?? inkMeasure), height = draw(pen);
    return pen.svg(width, height, name);
}

const isLog = axis => axis.log;

// Where a chart's values lie on the drawing, told as uPlot tells it.
function inkPlace(pen, room, chart) {
    const left = chart.left ?? 62, plot = { left: room.left + left, top: room.top + 10, width: room.width - left - 16, height: room.height - 10 - 46 };
    const along = (axis, scale, v) => isLog(axis) ? (Math.log(v) - Math.log(scale.min)) / (Math.log(scale.max) - Math.log(scale.min)) : (v - scale.min) / (scale.max - scale.min);
    return {
        ctx: pen, dots: 1, bbox: plot, scales: chart.scales,
        valToPos(v, side, whole) {
            const part = along(chart[side], chart.scales[side], v), at = side === "x" ? part * plot.width : (1 - part) * plot.height;
            return whole ? at + (side === "x" ? plot.left : plot.top) : at;
        },
    };
}

// Axes, bands, lines and what hooks add, as the chart on the screen has them; `chart` has x, y, at, lines, scales. Gives back where it ends.
function inkChart(pen, room, chart, page, hooks = {}) {
    const font = `11px ${chartFont}`, ticks = (axis, { min, max }, length) => {
        if (!isLog(axis)) return page.roundTicks(min, max, length / (axis === chart.x ? 70 : 34)).filter(v => !axis.whole || Number.isInteger(v));
        const all = [];
        for (let p = Math.ceil(Math.log10(min) - 1e-9); p <= Math.log10(max) + 1e-9; ++p) all.push(10 ** p);
        return all.length > 1 ? all : page.roundTicks(min, max, length / 70);
    };
    Object.assign(pen, { font, lineWidth: 1, strokeStyle: page.css("grid"), fillStyle: page.css("muted"), textAlign: "center", textBaseline: "top" });
    const up = ticks(chart.y, chart.scales.y, inkPlace(pen, room, chart).bbox.height), upTexts = tickTexts(up, page);
    const u = inkPlace(pen, room, chart.fit ? { ...chart, left: Math.max(62, 27 + widest(pen, upTexts)) } : chart), plot = u.bbox, bottom = plot.top + plot.height;
    const along = ticks(chart.x, chart.scales.x, plot.width), alongTexts = tickTexts(along, page);
    for (const [k, v] of along.entries()) {
        const x = u.valToPos(v, "x", true);
        pen.beginPath();
        pen.moveTo(x, plot.top);
        pen.lineTo(x, bottom + 4);
        pen.stroke();
        pen.fillText(alongTexts[k], x, bottom + 7);
    }
    Object.assign(pen, { textAlign: "right", textBaseline: "middle" });
    for (const [k, v] of up.entries()) {
        const y = u.valToPos(v, "y", true);
        pen.beginPath();
        pen.moveTo(plot.left - 4, y);
        pen.lineTo(plot.left + plot.width, y);
        pen.stroke();
        pen.fillText(upTexts[k], plot.left - 7, y);
    }
    Object.assign(pen, { font: `600 ${font}`, textAlign: "center", textBaseline: "middle" });
    pen.fillText(page.label(chart.x), plot.left + plot.width / 2, bottom + 32);
    pen.save();
    pen.translate(room.left + 9, plot.top + plot.height / 2);
    pen.rotate(-Math.PI / 2);
    pen.fillText(page.label(chart.y), 0, 0);
    pen.restore();
    for (const hook of hooks.before ?? []) hook(u);
    pen.save();
    pen.beginPath();
    pen.rect(plot.left, plot.top, plot.width, plot.height);
    pen.clip();
    const there = (v, axis) => v !== null && v !== undefined && (!isLog(axis) || v > 0);
    const spot = (k, v) => there(v, chart.y) && there(chart.at[k], chart.x) ? [u.valToPos(chart.at[k], "x", true), u.valToPos(v, "y", true)] : null;
    for (const line of chart.lines) {
        if (!line.shown || !line.low) continue;
        const edge = (values, back) => values.map((v, k) => spot(k, v)).filter(Boolean)[back ? "reverse" : "slice"]();
        pen.beginPath();
        for (const [x, y] of [...edge(line.high), ...edge(line.low, true)]) pen.lineTo(x, y);
        pen.fillStyle = `${line.colour}38`;
        pen.fill();
    }
    for (const line of chart.lines) {
        if (!line.shown) continue;
        pen.beginPath();
        let gap = true;
        line.values.forEach((v, k) => {
            const at = spot(k, v);
            if (at) gap ? pen.moveTo(...at) : pen.lineTo(...at);
            gap = !at;
        });
        Object.assign(pen, { strokeStyle: line.colour, lineWidth: line.width, globalAlpha: line.alpha });
        pen.setLineDash(line.dashed ? [6, 4] : []);
        pen.stroke();
    }
    pen.restore();
    for (const hook of hooks.after ?? []) hook(u);
    return room.top + room.height;
}

// The lines that are shown, or their groups, each with its colour.
function inkLegend(pen, lines, top, width, page) {
    const entries = new Map(lines.filter(l => l.shown).map(l => [l.group || l.label, l]));
    let x = 62, y = top + 12;
    Object.assign(pen, { font: `11px ${chartFont}`, textAlign: "left", textBaseline: "middle", globalAlpha: 1 });
    for (const [name, line] of entries) {
        const wide = 22 + pen.measureText(name).width;
        if (x + wide > width && x > 62) {
            x = 62;
            y += 16;
        }
        Object.assign(pen, { strokeStyle: line.colour, lineWidth: 2.4, fillStyle: page.css("ink") });
        pen.setLineDash(line.dashed ? [5, 3] : []);
        pen.beginPath();
        pen.moveTo(x, y);
        pen.lineTo(x + 16, y);
        pen.stroke();
        pen.setLineDash([]);
        pen.fillText(name, x + 21, y);
        x += wide + 14;
    }
    return y + 12;
}

function inkNote(pen, text, top, width, page) {
    Object.assign(pen, { font: `11px ${chartFont}`, textAlign: "left", textBaseline: "top", fillStyle: page.css("muted") });
    let line = "", y = top + 2;
    for (const word of text.split(" ")) {
        if (line && pen.measureText(`${line} ${word}`).width > width) {
            pen.fillText(line, 0, y);
            line = "";
            y += 15;
        }
        line += (line ? " " : "") + word;
    }
    pen.fillText(line, 0, y);
    return y + 16;
}

// What the page has laid out in a box, as SVG: backgrounds, borders, text line by line, pictures with their styles.
function pictureOf(box, name, page) {
    const frame = box.getBoundingClientRect(), pen = new SvgPen(inkMeasure), n = SvgPen.number, probe = document.createElement("canvas").getContext("2d");
    const seen = new Map();
    const plain = colour => { // "rgb(…)", "color-mix(…)" and their like as six digits and an opacity
        if (!seen.has(colour)) {
            probe.clearRect(0, 0, 1, 1);
            probe.fillStyle = colour;
            probe.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = probe.getImageData(0, 0, 1, 1).data;
            seen.set(colour, { paint: `#${[r, g, b].map(v => v.toString(16).padStart(2, "0")).join("")}`, opacity: a / 255 });
        }
        return seen.get(colour);
    };
    const block = (x, y, w, h, colour, round = 0) => {
        const { paint, opacity } = plain(colour);
        if (w > 0 && h > 0 && opacity > 0)
            pen.put("rect", `x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}"${round ? ` rx="${n(Math.min(round, h / 2, w / 2))}"` : ""} fill="${paint}"${opacity < 1 ? ` fill-opacity="${n(opacity)}"` : ""}`);
    };
    const looks = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "fill-opacity", "stroke-opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order", "shape-rendering"];
    function image(element) {
        const at = element.getBoundingClientRect(), copy = element.cloneNode(true), from = [element, ...element.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
        from.forEach((e, k) => {
            const style = getComputedStyle(e);
            for (const look of looks) {
                const value = style.getPropertyValue(look);
                if (!value || to[k].tagName === "stop") continue;
                to[k].setAttribute(look, (look === "fill" || look === "stroke") && /^(rgb|color)/.test(value) ? plain(value).paint : value.replaceAll("\"", "'"));
            }
            for (const gone of ["class", "style", "data-tip", "data-region"]) to[k].removeAttribute(gone);
            if (style.getPropertyValue("r") && e.tagName === "circle") to[k].setAttribute("r", style.getPropertyValue("r").replace("px", ""));
        });
        copy.querySelectorAll("title").forEach(t => t.remove());
        for (const [key, value] of [["x", at.left - frame.left], ["y", at.top - frame.top], ["width", at.width], ["height", at.height]]) copy.setAttribute(key, n(value));
        copy.setAttribute("overflow", "visible");
        if (!copy.getAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${n(at.width)} ${n(at.height)}`);
        pen.parts.push(new XMLSerializer().serializeToString(copy));
    }
    function words(node) {
        const style = getComputedStyle(node.parentElement), range = document.createRange(), lines = [];
        for (const match of node.data.matchAll(/\S+/g)) {
            range.setStart(node, match.index);
            range.setEnd(node, match.index + match[0].length);
            for (const r of range.getClientRects()) {
                const last = lines.at(-1);
                if (last && Math.abs(last.top - r.top) < 2) {
                    if (last.at !== match.index) last.text += ` ${match[0]}`;
                } else lines.push({ top: r.top, left: r.left, high: r.height, text: match[0], at: match.index });
                lines.at(-1).at = match.index;
            }
        }
        const size = parseFloat(style.fontSize), font = `${style.fontWeight} ${size}px ${style.fontFamily}`;
        for (const line of lines) {
            Object.assign(pen, { font, fillStyle: plain(style.color).paint, textAlign: "left", textBaseline: "alphabetic", globalAlpha: 1 });
            pen.fillText(line.text, line.left - frame.left, line.top - frame.top + line.high / 2 + .36 * size);
        }
    }
    function visit(element) {
        const style = getComputedStyle(element);
        if (style.display === "none" || style.visibility === "hidden") return;
        if (element instanceof SVGSVGElement) return image(element);
        const r = element.getBoundingClientRect(), x = r.left - frame.left, y = r.top - frame.top, edge = side => parseFloat(style[`border${side}Width`]) || 0;
        if (element !== box) {
            block(x, y, r.width, r.height, style.backgroundColor, parseFloat(style.borderTopLeftRadius) || 0);
            block(x, y, r.width, edge("Top"), style.borderTopColor);
            block(x, y + r.height - edge("Bottom"), r.width, edge("Bottom"), style.borderBottomColor);
            block(x, y, edge("Left"), r.height, style.borderLeftColor);
            block(x + r.width - edge("Right"), y, edge("Right"), r.height, style.borderRightColor);
        }
        for (const child of element.childNodes) {
            if (child.nodeType === Node.TEXT_NODE) words(child);
            else if (child.nodeType === Node.ELEMENT_NODE) visit(child);
        }
    }
    pen.fillStyle = page.css("panel");
    pen.fillRect(0, 0, frame.width, frame.height);
    visit(box);
    return pen.svg(frame.width, frame.height, name);
}

// In light colours, whatever the page has now.
function inLight(act) {
    const root = document.documentElement, before = root.dataset.theme;
    root.dataset.theme = "light";
    try {
        return act();
    } finally {
        root.dataset.theme = before;
    }
}

// A figure with its title, text, units and legend as one SVG, 820 wide however wide the window is.
function figurePicture(figure, inks, page) {
    return inLight(() => {
        const stage = figure.cloneNode(true), plots = [...figure.querySelectorAll("[data-figure]")];
        stage.removeAttribute("id");
        stage.classList.add("stage");
        stage.querySelectorAll("[data-figure]").forEach((box, k) => { box.innerHTML = inks.get(plots[k])(780); });
        stage.querySelectorAll("button, input, .hint, .data, .paper").forEach(e => e.remove());
        const made = [...document.querySelectorAll("footer dd")].slice(0, 3).map(d => `${d.previousElementSibling.textContent} ${d.textContent}`).join(" · ");
        stage.append(Object.assign(document.createElement("p"), { className: "made", textContent: made }));
        document.body.append(stage);
        try {
            return pictureOf(stage, figure.querySelector("h3").textContent, page);
        } finally {
            stage.remove();
        }
    });
}

function saveAs(blob, name) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function saveFigure(figure, kind, inks, page) {
    const name = figure.querySelector("h3").textContent.replaceAll("−", "-").replace(/[^\p{L}\p{N}-]+/gu, "_"), svg = figurePicture(figure, inks, page);
    const drawing = new Blob([svg], { type: "image/svg+xml" });
    if (kind === "svg") return saveAs(drawing, `${name}.svg`);
    const image = new Image(), address = URL.createObjectURL(drawing), dots = 3; // 300 to the inch on a page of paper
    image.addEventListener("load", () => {
        const canvas = Object.assign(document.createElement("canvas"), { width: image.width * dots, height: image.height * dots });
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(address);
        canvas.toBlob(blob => saveAs(blob, `${name}.png`));
    });
    image.src = address;
}

// On paper every drawn figure is its SVG, as wide as the paper; what a reader folded away is unfolded.
function toPaper(inks) {
    for (const [box, ink] of inks) box.append(Object.assign(document.createElement("div"), { className: "paper", innerHTML: inLight(() => ink(700)) }));
}
function fromPaper() {
    document.querySelectorAll(".paper").forEach(e => e.remove());
}
