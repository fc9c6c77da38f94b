// Cells of a mechanism laid out for a bank.
#pragma once
#include "base/aligned.hpp"
#include "mechanism/bank.hpp"
#include "mechanism/sample.hpp"

namespace rewire::testing_mechanisms {

// Rows x lanes of cells, each with its own numbers, laid out as a bank wants them.
template <class M, class R>
struct Cells {
    using S = Sample<M>;
    static constexpr std::size_t rows = 3, lanes = 32, count = rows * lanes, outputs = M::outputs.size(),
                                 channels = noise_channels<M>();
    std::vector<S> given;
    std::vector<Aligned<R>> x, u, p, normal, sent, f, amplitude, y;
    std::vector<R*> xs, sents, fs, amplitudes, ys;
    std::vector<const R*> us, normals;
    std::vector<Field<R>> fields;
    BankOf<M, R> bank;

    enum class Params { by_cell, local_by_cell, uniform };
    explicit Cells(unsigned seed, Params which = Params::by_cell) {
        std::mt19937 g(seed);
        std::normal_distribution<double> normal_number;
        const S first = S::draw(g);
        for (std::size_t c = 0; c < count; ++c) {
            S s = S::draw(g);
            for (std::size_t k = 0; k < S::q; ++k)
                if (which == Params::uniform || (which == Params::local_by_cell && !M::params[k].local))
                    s.p[k] = first.p[k];
            given.push_back(s);
        }
        const auto arrays = [](auto& of, std::size_t n) { of.assign(n, Aligned<R>(count)); };
        arrays(x, S::n);
        arrays(u, S::m);
        arrays(p, S::q);
        arrays(normal, channels);
        arrays(sent, S::m);
        arrays(f, S::n);
        arrays(amplitude, S::n);
        arrays(y, outputs);
        for (std::size_t c = 0; c < count; ++c) {
            for (std::size_t k = 0; k < S::n; ++k)
                x[k][c] = static_cast<R>(given[c].x[k]);
            for (std::size_t k = 0; k < S::m; ++k)
                u[k][c] = static_cast<R>(given[c].u[k]);
            for (std::size_t k = 0; k < S::q; ++k)
                p[k][c] = static_cast<R>(given[c].p[k]);
            for (auto& channel : normal)
                channel[c] = static_cast<R>(normal_number(g));
        }
        const auto pointers = [](auto& to, auto& of) {
            for (auto& a : of)
                to.push_back(a.data());
        };
        pointers(xs, x);
        pointers(us, u);
        pointers(normals, normal);
        pointers(sents, sent);
        pointers(fs, f);
        pointers(amplitudes, amplitude);
        pointers(ys, y);
        lay_out(true);
    }
    // Every parameter by cell, or the ones that are not local from a single place.
    void lay_out(bool every) {
        fields.clear();
        for (std::size_t k = 0; k < S::q; ++k)
            fields.push_back(every || M::params[k].local ? Field<R>{p[k].data(), lanes, 1}
                                                         : Field<R>{p[k].data(), 0, 0});
    }
    Block<R> block(bool every) {
        return {.rows = rows,
                .lanes = lanes,
                .row_stride = lanes,
                .input_stride = lanes,
                .state = xs.data(),
                .input = us.data(),
                .normal = normals.data(),
                .param = fields.data(),
                .sent = sents.data(),
                .every = every};
    }
};

} // namespace rewire::testing_mechanisms
