// Sums over the bins of a band.
#include "observe/spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>

#include "base/error.hpp"
#include "observe/filter.hpp"
#include "observe/nan.hpp"

namespace rewire::observe {
namespace {

// Bins [first, last) of a band among `count` bins `df` apart. InputError when there is none.
struct Bins {
    std::size_t first, last;
};
Bins bins_of(const Band& band, double df, std::size_t count) {
    const auto from = [df](double f) { return std::max(0.0, std::ceil(f / df - 1e-9)); };
    const double first = from(band.low), last = std::min(from(band.high), static_cast<double>(count));
    if (!(first < last))
        throw InputError(
            "",
            fmt::format(
                "no frequency lies in the {} band, {} to {} Hz: the spectrum has one every {:.4g} Hz up to {:.4g} Hz",
                band.name, band.low, band.high, df, df * static_cast<double>(count - 1)));
    return {static_cast<std::size_t>(first), static_cast<std::size_t>(last)};
}

// (2) to (4), a region at a time.
template <class T>
Amplitude amplitudes(const MatrixOf<T>& signal, double period, const Band& band) {
    const std::size_t n = signal.rows(), regions = signal.cols();
    if (n < 3)
        throw InputError("", fmt::format("the amplitude of slow fluctuations wants a recording, not {} samples", n));
    const Bins bins = bins_of(band, 1 / (static_cast<double>(n) * period), n / 2 + 1);
    const std::size_t first = std::max<std::size_t>(bins.first, 1); // a constant is no fluctuation
    if (first >= bins.last)
        throw InputError("", fmt::format("the {} band holds only frequency 0 in a recording this short", band.name));
    Fourier fourier(n);
    std::vector<std::complex<double>> half(n / 2 + 1);
    Amplitude out{std::vector<double>(regions), std::vector<double>(regions), std::vector<double>(regions)};
    for (std::size_t c = 0; c < regions; ++c) {
        Matrix column(n, 1);
        for (std::size_t t = 0; t < n; ++t)
            column(t, 0) = static_cast<double>(signal(t, c));
        column = detrend(column, Trend::line);
        fourier.forward(column.values(), half);
        double inside = 0, all = 0;
        for (std::size_t k = 1; k < half.size(); ++k) {
            const double amplitude = (2 * k == n ? 1 : 2) * std::abs(half[k]) / static_cast<double>(n); // (1)
            all += amplitude;
            if (k >= first && k < bins.last)
                inside += amplitude;
        }
        out.alff[c] = inside / static_cast<double>(bins.last - first); // (2)
        out.fraction[c] = all == 0 ? nan : inside / all;               // (4)
    }
    const double mean = std::accumulate(out.alff.begin(), out.alff.end(), 0.0) / static_cast<double>(regions);
    std::transform(out.alff.begin(), out.alff.end(), out.relative.begin(),
                   [mean](double a) { return mean == 0 ? nan : a / mean; }); // (3)
    return out;
}

} // namespace

Amplitude amplitude_of_fluctuations(const Matrix& signal, double period, const Band& band) {
    return amplitudes(signal, period, band);
}
Amplitude amplitude_of_fluctuations(const Recording& signal, double period, const Band& band) {
    return amplitudes(signal, period, band);
}

BandPower band_power(const Spectrum& s, std::span<const Band> bands) {
    const double df = s.resolution(), highest = s.frequency.empty() ? 0 : s.frequency.back();
    BandPower out{Matrix(bands.size(), s.density.cols()), Matrix(bands.size(), s.density.cols())};
    for (std::size_t b = 0; b < bands.size(); ++b) {
        if (!(bands[b].high <= highest + df))
            throw InputError(
                "", fmt::format(
                        "the {} band reaches {} Hz but the signal only {:.4g} Hz; sample faster or leave the band out",
                        bands[b].name, bands[b].high, highest));
        const Bins bins = bins_of(bands[b], df, s.frequency.size());
        for (std::size_t k = bins.first; k < bins.last; ++k)
            for (std::size_t c = 0; c < s.density.cols(); ++c)
                out.absolute(b, c) += s.density(k, c) * df; // (5)
    }
    for (std::size_t c = 0; c < s.density.cols(); ++c) {
        double total = 0;
        for (std::size_t b = 0; b < bands.size(); ++b)
            total += out.absolute(b, c);
        for (std::size_t b = 0; b < bands.size(); ++b)
            out.relative(b, c) = total == 0 ? nan : out.absolute(b, c) / total;
    }
    return out;
}

std::vector<Peak> spectral_peak(const Spectrum& s, const Band& band) {
    const Bins bins = bins_of(band, s.resolution(), s.frequency.size());
    std::vector<Peak> out(s.density.cols(), Peak{nan, nan});
    for (std::size_t c = 0; c < s.density.cols(); ++c)
        for (std::size_t k = std::max<std::size_t>(bins.first, 1); k < bins.last && k + 1 < s.frequency.size(); ++k) {
            const double before = s.density(k - 1, c), here = s.density(k, c), after = s.density(k + 1, c);
            if (!(here > before) || !(here >= after) || out[c].density >= here)
                continue;
            out[c] = {s.frequency[k], here};
        }
    for (std::size_t c = 0; c < s.density.cols(); ++c) {
        if (std::isnan(out[c].frequency))
            continue;
        const auto k = static_cast<std::size_t>(std::llround(out[c].frequency / s.resolution()));
        const double a = std::log(s.density(k - 1, c)), b = std::log(s.density(k, c)),
                     d = std::log(s.density(k + 1, c));
        const double shift = 0.5 * (a - d) / (a - 2 * b + d);
        if (!std::isfinite(shift))
            continue; // a density of 0 beside the peak: the bin itself is the answer
        out[c] = {s.frequency[k] + shift * s.resolution(), std::exp(b - 0.25 * (a - d) * shift)};
    }
    return out;
}

} // namespace rewire::observe
