// The drawn outline of a brain from three sides, in MNI millimetres.
//
// Our own hand-drawn curves, laid around the extent of the MNI152 brain and its main sulci; a drawing, not a
// measurement.
#pragma once
#include <span>
#include <vector>

namespace rewire::report {

struct OutlinePoint {
    double x = 0, y = 0;
};

struct Stroke {
    enum class Kind { below, cortex, sulcus } kind; // brainstem and cerebellum; filled outline; line
    std::vector<OutlinePoint> points;               // a smooth curve runs through them
    bool mirrored = false; // closed with its mirror image in x = 0 (outlines), or drawn on both sides (lines)
};

// From the side: x = anterior (MNI y), y = up (MNI z). From the top: x = right, y = anterior. From the front: x =
// right, y = up. Painted in order.
std::span<const Stroke> side_strokes();
std::span<const Stroke> top_strokes();
std::span<const Stroke> front_strokes();

} // namespace rewire::report
