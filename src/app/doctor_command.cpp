// `rewire doctor`: what this build is, what the machine offers, and whether the two fit.
#include <fmt/format.h>
#include <netcdf.h>
#include <thread>
#include <tbb/version.h>
#include "base/lanes.hpp"

#include "app/commands.hpp"
#include "app/output.hpp"
#include "base/number.hpp"
#include "base/version.hpp"
#include "equations/all.hpp"
#include "fit/cma_es.hpp"

namespace rewire::app {
namespace {

int examine() {
    const auto catalogue = equations::all_mechanisms();
    tell("rewire {}, research software, not a medical device\n", version());
    tell("built for       {} ({} numbers a vector, fused multiply-add: {})\n", instruction_set(), Lanes<float>::size,
         reference_bits() ? "yes" : "no, hashes differ from other machines");
    bool wide = false;
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"),
               avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
    tell("processor       {}\n", avx512 ? "AVX-512" : avx2 ? "AVX2 and FMA" : "x86-64 without AVX2");
    wide = avx512 ? Lanes<float>::size < 16 : avx2 && Lanes<float>::size < 8;
#endif
    if (wide)
        tell("                a build for this processor would be faster: remove build/ and run make build\n");
    tell("threads         {}\n", std::thread::hardware_concurrency());
    tell("mechanisms      {}\n", catalogue.entries().size());
    tell("search          {}\n",
         fit::has_cma_es()
             ? "CMA-ES by pagmo"
             : fmt::format("none: for rewire calibrate run make build, or install the package {} and build again",
                           fit::cma_es_package));
    tell("libraries       netCDF {}, oneTBB {}.{}, xsimd {}.{}.{}, fmt {}\n",
         std::string(nc_inq_libvers()).substr(0, std::string(nc_inq_libvers()).find(' ')), TBB_VERSION_MAJOR,
         TBB_VERSION_MINOR, XSIMD_VERSION_MAJOR, XSIMD_VERSION_MINOR, XSIMD_VERSION_PATCH, FMT_VERSION);
    return 0;
}

} // namespace

void declare_doctor(cli::App& app, Command& chosen) {
    app.add_subcommand("doctor", "what is installed, instruction set, threads")->callback([&chosen] {
        chosen = examine;
    });
}

} // namespace rewire::app
