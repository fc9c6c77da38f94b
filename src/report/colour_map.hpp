// Colour maps that a colour-blind reader can read, and the labelled bar that goes with them.
//
// `sequential` is viridis (CC0), `diverging` runs blue - grey - rust in even OKLab steps of lightness. The colours
// stand in page/colours.json, which the page's scripts read too. On a dark page the middle of `diverging` is dark, so
// that what hardly differs does not outshine what does.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rewire::report {

enum class Palette { sequential, diverging };
std::string_view name(Palette p);

struct ColourScale {
    Palette palette = Palette::sequential;
    double low = 0, high = 1;

    // The colour of a value, "#rrggbb"; beyond the ends the colour of the end, NaN has none ("").
    std::string colour(double value, bool dark = false) const;
};
// Attributes that fill a shape by a value, for light pages and dark ones (glass_brain.css); none for NaN.
std::string fill_of(const ColourScale& scale, double value);

// Covers the finite values; a diverging scale is symmetric about zero; never empty (low < high).
ColourScale colour_scale(Palette p, std::span<const double> values);

// The n-th colour for kinds without order (networks, arms), repeating after eight.
std::string category_colour(std::size_t n);

// Round numbers from low to high, about `count` of them.
std::vector<double> round_ticks(double low, double high, int count);

// A horizontal bar with ticks and its label, 300 x 44 units, as one <svg> element.
std::string colour_bar_svg(const ColourScale& scale, std::string_view label);

} // namespace rewire::report
