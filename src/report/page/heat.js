// Heat maps on canvas: labelled matrices in groups, or a plane of two numbers; side by side on one colour scale.

function colourTable(anchors) {
    const parts = anchors.map(h => [1, 3, 5].map(k => parseInt(h.slice(k, k + 2), 16)));
    const table = new Uint8ClampedArray(256 * 3);
    for (let n = 0; n < 256; ++n) {
        const at = n / 255 * (parts.length - 1), k = Math.min(Math.floor(at), parts.length - 2), part = at - k;
        for (let c = 0; c < 3; ++c) table[3 * n + c] = (1 - part) * parts[k][c] + part * parts[k + 1][c];
    }
    return table;
}

// The cells of a map, one pixel each; rows that are numbers run upwards as on any chart, names run downwards.
function cellPicture(map, data, table) {
    const [rows, columns] = map.size;
    const picture = Object.assign(document.createElement("canvas"), { width: columns, height: rows });
    const pen = picture.getContext("2d"), cells = pen.createImageData(columns, rows);
    map.values.forEach((value, n) => {
        if (value === null) return;
        const level = Math.round(255 * Math.min(1, Math.max(0, (value - data.low) / (data.high - data.low))));
        const row = Math.floor(n / columns), at = 4 * ((map.rows.at ? rows - 1 - row : row) * columns + n % columns);
        cells.data.set(table.subarray(3 * level, 3 * level + 3), at);
        cells.data[at + 3] = 255;
    });
    pen.putImageData(cells, 0, 0);
    return picture;
}

function drawHeat(box, data, page) {
    // What hardly differs is as dark as a dark page, or it would outshine what does.
    const tableNow = () => colourTable(page.colours[data.palette + (page.dark() && page.colours[`${data.palette}_dark`] ? "_dark" : "")]);
    const list = box.appendChild(Object.assign(document.createElement("div"), { className: "maps" }));
    const views = data.maps.map(map => mapView(map, list));

    function mapView(map, parent) {
        const square = map.size[0] === map.size[1];
        const element = parent.appendChild(Object.assign(document.createElement("div"), { className: "map" }));
        element.classList.toggle("square", square);
        element.classList.toggle("alone", data.maps.length === 1);
        if (map.title) element.append(Object.assign(document.createElement("h4"), { textContent: map.title }));
        const frame = element.appendChild(Object.assign(document.createElement("div"), { className: "frame" }));
        const canvas = frame.appendChild(document.createElement("canvas"));
        canvas.setAttribute("role", "img");
        canvas.setAttribute("aria-label", `${box.dataset.name}: ${map.title}`);
        const reticle = frame.appendChild(Object.assign(document.createElement("div"), { className: "reticle", hidden: true }));
        return { map, square, frame, canvas, reticle, area: { x: 0, y: 0, w: 1, h: 1 } };
    }

    function draw(view, table) {
        const { map, canvas } = view, width = view.frame.clientWidth, dots = devicePixelRatio || 1, pen = canvas.getContext("2d");
        const { high, left, bottom, w, h } = layout(pen, map, width);
        canvas.width = Math.round(width * dots);
        canvas.height = Math.round(high * dots);
        canvas.style.height = `${high}px`;
        pen.scale(dots, dots);
        view.area = { x: left, y: 4, w, h };
        paint(pen, map, view.area, bottom, cellPicture(map, data, table), columns => columns > w * dots);
    }
    const font = `11px ${chartFont}`, named = side => side.names && !side.groups && side.names.length <= 24;
    // How wide the names are, and what is left for the cells.
    function layout(pen, map, width) {
        pen.font = font;
        const wide = texts => Math.min(130, 8 + Math.max(...texts.map(t => pen.measureText(t).width)));
        const title = side => side.label ? 17 : 0;
        const room = side => 16 + widest(pen, tickTexts(ticksOf(side, map.size[0], width, true), page));
        const left = (map.rows.at ? Math.max(54, title(map.rows) + room(map.rows)) : map.rows.groups ? 12 + wide(map.rows.groups.map(g => g.name)) : named(map.rows) ? wide(map.rows.names) : 8) + (map.rows.at ? 0 : title(map.rows));
        const bottom = map.columns.at ? 38 : (named(map.columns) ? wide(map.columns.names) : map.columns.groups ? 24 : 8) + title(map.columns);
        const w = width - left - 6, h = map.size[0] === map.size[1] ? w : Math.max(150, Math.min(360, map.size[0] * 18, w));
        return { left, bottom, w, h, high: h + bottom + 4 };
    }
    // The numbers that stand along a side of such a length.
    function ticksOf(axis, size, along, down) {
        const [low, high] = axis.at, each = along / (size - 1 || 1) > (down ? 16 : 44);
        return axis.ticks && each ? axis.ticks : page.roundTicks(low, high, along / 70);
    }
    function paint(pen, map, area, bottom, picture, smooth) {
        const [rows, columns] = map.size, { w, h } = area;
        pen.fillStyle = page.css("under");
        pen.fillRect(area.x, area.y, w, h);
        pen.imageSmoothingEnabled = smooth(columns);
        pen.drawImage(picture, area.x, area.y, w, h);
        pen.font = font;
        pen.fillStyle = page.css("muted");
        pen.strokeStyle = page.css("muted");
        side(map.rows, rows, true);
        side(map.columns, columns, false);
        for (const m of data.marks) mark(m);

        // One side's groups, names or numbers; `down` is the left side.
        function side(axis, size, down) {
            const along = down ? h : w, start = down ? area.y : area.x, edge = down ? area.x : area.y + h;
            const write = (text, at, out, turn) => {
                pen.save();
                pen.translate(down ? edge - out : start + at, down ? start + at : edge + out);
                if (turn) pen.rotate(-Math.PI / 2);
                pen.textAlign = down && !turn || !down && turn ? "right" : "center";
                pen.textBaseline = down || turn ? "middle" : "top";
                pen.fillText(text, 0, 0);
                pen.restore();
            };
            if (axis.groups) {
                let done = 0;
                for (const g of axis.groups) {
                    const from = along * done / size, to = along * (done + g.count) / size;
                    pen.fillStyle = page.groupColour(g.name);
                    if (down) pen.fillRect(edge - 7, start + from + .5, 4, to - from - 1);
                    else pen.fillRect(start + from + .5, edge + 3, to - from - 1, 4);
                    pen.fillStyle = page.css("muted");
                    if (to - from > (down ? 10 : pen.measureText(g.name).width + 4)) write(g.name, (from + to) / 2, down ? 11 : 10, false);
                    done += g.count;
                    if (done === size) break;
                    pen.fillStyle = page.css("panel");
                    if (down) pen.fillRect(area.x, start + to - .5, w, 1);
                    else pen.fillRect(start + to - .5, area.y, 1, h);
                }
            } else if (axis.names) {
                if (named(axis)) axis.names.forEach((name, k) => write(name, along * (k + .5) / size, 5, !down));
            } else {
                const [low, high] = axis.at, half = (high - low) / (size - 1 || 1) / 2;
                const ticks = ticksOf(axis, size, along, down), texts = tickTexts(ticks, page);
                for (const [k, t] of ticks.entries()) {
                    const part = (t - low + half) / (high - low + 2 * half), at = along * (down ? 1 - part : part);
                    pen.fillRect(down ? edge - 4 : start + at, down ? start + at : edge, down ? 4 : 1, down ? 1 : 4);
                    write(texts[k], at, 7, false);
                }
            }
            if (!axis.label) return;
            pen.save();
            pen.font = `600 ${font}`;
            pen.translate(down ? 7 : start + along / 2, down ? start + along / 2 : edge + bottom - 7);
            if (down) pen.rotate(-Math.PI / 2);
            pen.textAlign = "center";
            pen.textBaseline = "middle";
            pen.fillText(page.label(axis), 0, 0);
            pen.restore();
        }

        function mark(m) {
            const part = (axis, size, v) => {
                const half = (axis.at[1] - axis.at[0]) / (size - 1 || 1) / 2;
                return (v - axis.at[0] + half) / (axis.at[1] - axis.at[0] + 2 * half);
            };
            const x = area.x + w * part(map.columns, columns, m.x), y = area.y + h * (1 - part(map.rows, rows, m.y));
            for (const [colour, line] of [["#fff", 4], ["#111", 1.8]]) {
                pen.strokeStyle = colour;
                pen.lineWidth = line;
                pen.beginPath();
                pen.arc(x, y, 7, 0, 7);
                pen.stroke();
                pen.font = `600 ${font}`;
                pen.textBaseline = "middle";
                pen.textAlign = x > area.x + w * .6 ? "right" : "left";
                const to = x + (pen.textAlign === "right" ? -13 : 13);
                if (colour === "#fff") pen.strokeText(m.label, to, y);
                else pen.fillStyle = "#111", pen.fillText(m.label, to, y);
            }
        }
    }

    function cellUnder(view, event) {
        const frame = view.frame.getBoundingClientRect(), [rows, columns] = view.map.size, a = view.area;
        const c = Math.floor((event.clientX - frame.left - a.x) / a.w * columns), r = Math.floor((event.clientY - frame.top - a.y) / a.h * rows);
        return r >= 0 && c >= 0 && r < rows && c < columns ? { r, c } : null;
    }

    const place = (axis, size, k) => axis.names ? axis.names[k] : page.quantity(axis.at[0] + (axis.at[1] - axis.at[0]) * k / (size - 1 || 1), axis.unit);

    for (const view of views) {
        view.frame.addEventListener("pointermove", event => {
            const cell = cellUnder(view, event);
            if (!cell) return leave();
            const lines = [];
            for (const other of views) {
                const [rows, columns] = other.map.size, a = other.area;
                const inside = cell.r < rows && cell.c < columns;
                other.reticle.hidden = !inside;
                if (!inside) continue;
                const w = Math.max(a.w / columns, 4), h = Math.max(a.h / rows, 4);
                Object.assign(other.reticle.style, { left: `${a.x + a.w * cell.c / columns}px`, top: `${a.y + a.h * cell.r / rows}px`, width: `${w}px`, height: `${h}px` });
                const row = other.map.rows.at ? rows - 1 - cell.r : cell.r;
                if (other === view) lines.unshift(`${place(other.map.rows, rows, row)} – ${place(other.map.columns, columns, cell.c)}`);
                lines.push(`${other.map.title || data.quantity}: ${page.quantity(other.map.values[row * columns + cell.c], data.unit)}`);
            }
            page.tip(event, lines);
        });
        view.frame.addEventListener("pointerleave", leave);
    }
    function leave() {
        for (const view of views) view.reticle.hidden = true;
        page.tip(null);
    }
    const redraw = () => {
        const table = tableNow();
        views.forEach(view => draw(view, table));
    };
    redraw();
    // Two maps a row at most; each as wide as its half.
    const ink = width => inked(width, box.dataset.name, page, pen => {
        const table = tableNow(), across = Math.min(2, data.maps.length), wide = across > 1 ? (width - 24) / 2 : data.maps[0].size[0] === data.maps[0].size[1] ? Math.min(width, 560) : width;
        let top = 0, tallest = 0;
        data.maps.forEach((map, k) => {
            if (k > 0 && k % across === 0) {
                top += tallest + 14;
                tallest = 0;
            }
            const { high, left, bottom, w, h } = layout(pen, map, wide), x = (k % across) * (wide + 24), titled = map.title ? 18 : 0;
            if (map.title) {
                Object.assign(pen, { font: `600 12.5px ${chartFont}`, fillStyle: page.css("muted"), textAlign: "center", textBaseline: "top" });
                pen.fillText(map.title, x + left + w / 2, top);
            }
            pen.save();
            pen.translate(x, top + titled);
            paint(pen, map, { x: left, y: 4, w, h }, bottom, cellPicture(map, data, table), () => false);
            pen.restore();
            tallest = Math.max(tallest, high + titled);
        });
        return top + tallest;
    });
    return { redraw, ink };
}
