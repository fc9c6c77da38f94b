// A pen that writes SVG where a canvas would be painted: one drawing serves the screen, the saved file and the paper.
// It knows what the page's drawings use: paths, rectangles, full circles, text, clips, dashes, gradients, cells.

class SvgPen {
    static drawn = 0; // ids of clips and gradients differ between the pictures of a page
    static kept = ["fillStyle", "strokeStyle", "lineWidth", "font", "textAlign", "textBaseline", "globalAlpha", "lineJoin", "dash", "moved", "clipped"];

    constructor(measure) {
        this.measure = measure;
        this.parts = [];
        this.defs = [];
        this.stack = [];
        this.d = "";
        Object.assign(this, {
            fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, font: "11px sans-serif", textAlign: "left", textBaseline: "alphabetic",
            globalAlpha: 1, lineJoin: "round", dash: "", moved: "", clipped: "",
        });
    }
    static text(value) {
        return String(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" })[c]);
    }
    static number(v) { return String(Math.round(v * 100) / 100); }

    save() { this.stack.push(SvgPen.kept.map(k => this[k])); }
    restore() { this.stack.pop()?.forEach((v, k) => { this[SvgPen.kept[k]] = v; }); }
    scale() { /* dots of a screen do not matter here */ }
    translate(x, y) { this.moved += `translate(${SvgPen.number(x)} ${SvgPen.number(y)})`; }
    rotate(angle) { this.moved += `rotate(${SvgPen.number(angle * 180 / Math.PI)})`; }
    setLineDash(list) { this.dash = list.join(" "); }

    beginPath() { this.d = ""; }
    moveTo(x, y) { this.d += `M${SvgPen.number(x)} ${SvgPen.number(y)}`; }
    lineTo(x, y) { this.d += `${this.d ? "L" : "M"}${SvgPen.number(x)} ${SvgPen.number(y)}`; }
    closePath() { this.d += "Z"; }
    rect(x, y, w, h) { this.d += `M${SvgPen.number(x)} ${SvgPen.number(y)}h${SvgPen.number(w)}v${SvgPen.number(h)}h${SvgPen.number(-w)}Z`; }
    arc(x, y, r) { // whole circles only
        const n = SvgPen.number;
        this.d += `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0Z`;
    }
    clip() {
        const id = `clip-${++SvgPen.drawn}`;
        this.defs.push(`<clipPath id="${id}"><path d="${this.d}"/></clipPath>`);
        this.clipped = `url(#${id})`;
    }
    stroke() { if (this.d) this.put("path", `d="${this.d}" fill="none"${this.lined()}`); }
    fill() { if (this.d) this.put("path", `d="${this.d}"${this.filled()}`); }
    fillRect(x, y, w, h) {
        const n = SvgPen.number;
        if (w > 0 && h > 0) this.put("rect", `x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}"${this.filled()}`);
    }
    fillText(text, x, y) { this.write(text, x, y, this.filled()); }
    strokeText(text, x, y) { this.write(text, x, y, ` fill="none"${this.lined()}`); }
    measureText(text) { return { width: this.measure(text, this.font) }; }
    createLinearGradient(x1, y1, x2, y2) {
        const id = `fade-${++SvgPen.drawn}`, at = this.defs.length, n = SvgPen.number;
        this.defs.push("");
        let stops = "";
        return {
            addColorStop: (offset, colour) => {
                const { paint, opacity } = SvgPen.paint(colour);
                stops += `<stop offset="${offset}" stop-color="${paint}" stop-opacity="${opacity}"/>`;
                this.defs[at] = `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}">${stops}</linearGradient>`;
            },
            toString: () => `url(#${id})`,
        };
    }
    // Cells of a small canvas as squares, gathered by colour: sharp at any size.
    drawImage(image, x, y, w, h) {
        const data = image.getContext("2d").getImageData(0, 0, image.width, image.height).data, paths = new Map(), n = v => String(Math.round(v * 1000) / 1000);
        const a = w / image.width, b = h / image.height, key = at => data[at + 3] ? (data[at] << 16) | (data[at + 1] << 8) | data[at + 2] : -1;
        for (let r = 0; r < image.height; ++r)
            for (let c = 0; c < image.width;) {
                const colour = key(4 * (r * image.width + c));
                let end = c + 1;
                while (end < image.width && key(4 * (r * image.width + end)) === colour) ++end;
                if (colour >= 0) paths.set(colour, `${paths.get(colour) ?? ""}M${n(x + a * c)} ${n(y + b * r)}h${n(a * (end - c))}v${n(b)}h${n(-a * (end - c))}Z`);
                c = end;
            }
        for (const [colour, d] of paths) this.put("path", `d="${d}" fill="#${colour.toString(16).padStart(6, "0")}" shape-rendering="crispEdges"`);
    }

    static paint(colour) { // eight digits are read by few editors
        const text = String(colour), wide = /^#[0-9a-f]{8}$/i.test(text);
        return { paint: wide ? text.slice(0, 7) : text, opacity: wide ? Math.round(parseInt(text.slice(7), 16) / 2.55) / 100 : 1 };
    }
    filled() {
        const { paint, opacity } = SvgPen.paint(this.fillStyle), all = opacity * this.globalAlpha;
        return ` fill="${SvgPen.text(paint)}"${all < 1 ? ` fill-opacity="${SvgPen.number(all)}"` : ""}`;
    }
    lined() {
        const { paint, opacity } = SvgPen.paint(this.strokeStyle), all = opacity * this.globalAlpha;
        return ` stroke="${SvgPen.text(paint)}" stroke-width="${SvgPen.number(this.lineWidth)}" stroke-linejoin="round"` + (all < 1 ? ` stroke-opacity="${SvgPen.number(all)}"` : "") +
            (this.dash ? ` stroke-dasharray="${this.dash}"` : "");
    }
    write(text, x, y, look) {
        const size = Number(/([\d.]+)px/.exec(this.font)?.[1] ?? 11), weight = /^(\d+) /.exec(this.font)?.[1], family = this.font.slice(this.font.indexOf("px") + 3).trim();
        const drop = { middle: .35, top: .82, bottom: -.22 }[this.textBaseline] ?? 0, anchor = { center: "middle", right: "end" }[this.textAlign];
        this.put("text", `x="${SvgPen.number(x)}" y="${SvgPen.number(y + drop * size)}" font-family="${SvgPen.text(family)}" font-size="${size}"` +
            `${weight ? ` font-weight="${weight}"` : ""}${anchor ? ` text-anchor="${anchor}"` : ""}${look}`, SvgPen.text(text));
    }
    put(tag, attributes, inside = "") {
        const place = (this.moved ? ` transform="${this.moved}"` : "") + (this.clipped ? ` clip-path="${this.clipped}"` : "");
        // A clip lies on the page, not on what a turn has moved.
        const own = this.moved && this.clipped ? `<g clip-path="${this.clipped}"><${tag} ${attributes} transform="${this.moved}">${inside}</${tag}></g>` : `<${tag} ${attributes}${place}>${inside}</${tag}>`;
        this.parts.push(own);
    }
    svg(width, height, name) {
        const n = SvgPen.number;
        return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}" width="${n(width)}" height="${n(height)}" role="img" aria-label="${SvgPen.text(name)}">` +
            `${this.defs.length ? `<defs>${this.defs.join("")}</defs>` : ""}${this.parts.join("")}</svg>`;
    }
}
