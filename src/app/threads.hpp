// How many threads work.
#pragma once

namespace rewire::app {

int threads_from(int asked); // 0: all processors; InputError below

} // namespace rewire::app
