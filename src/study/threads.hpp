// How many threads work.
#pragma once

namespace rewire::study {

int threads_from(int asked); // 0: all processors; InputError below

} // namespace rewire::study
