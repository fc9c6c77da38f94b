// Vectors of numbers, from xsimd; every room takes them from here.
//
// xsimd 8.1 (Debian 12) multiplies and adds in two roundings on AVX-512, where its AVX2 rounds once: exp, log and all
// that calls fma would give other bits. The overloads below round once, and have to stand before xsimd's own calls of
// them.
#pragma once
#include <xsimd/config/xsimd_arch.hpp>
#include <xsimd/types/xsimd_utils.hpp>

#if defined(__AVX512F__) && XSIMD_VERSION_MAJOR < 9
#define REWIRE_FUSED(op, type, intrinsic)                                                               \
    template <class A>                                                                                  \
    inline batch<type, A> op(const batch<type, A>& x, const batch<type, A>& y, const batch<type, A>& z, \
                             requires_arch<avx512f>) noexcept {                                         \
        return intrinsic(x, y, z);                                                                      \
    }
namespace xsimd::kernel {
REWIRE_FUSED(fma, float, _mm512_fmadd_ps)
REWIRE_FUSED(fma, double, _mm512_fmadd_pd)
REWIRE_FUSED(fms, float, _mm512_fmsub_ps)
REWIRE_FUSED(fms, double, _mm512_fmsub_pd)
REWIRE_FUSED(fnma, float, _mm512_fnmadd_ps)
REWIRE_FUSED(fnma, double, _mm512_fnmadd_pd)
REWIRE_FUSED(fnms, float, _mm512_fnmsub_ps)
REWIRE_FUSED(fnms, double, _mm512_fnmsub_pd)
} // namespace xsimd::kernel
#undef REWIRE_FUSED
#endif

#include <xsimd/xsimd.hpp>
