// All networks that one brain may become: what moves it, what it is used for, where it rests.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "integrate/network.hpp"

namespace rewire::integrate {

// A logarithm that moves the network.
struct Key {
    struct Tract { // of the weights of a network input
        std::size_t input, target, source;
    };
    std::string name;
    std::vector<Tract> tracts = {};       // multiplied by its exponential
    std::vector<std::size_t> driven = {}; // places whose drive is
    std::vector<std::size_t> gained = {}; // places whose parameter is, the same at all of them
};

struct Use { // what a network is used for
    std::string name;
    std::vector<double> drive;           // of every place, SI
    std::vector<std::size_t> fixed = {}; // keys that stay 0 in it
};

struct Family {                                   // all networks that one brain may become
    Network network;                              // with all keys 0; its network inputs read one output
    Matrix rest;                                  // place x state, SI, without drive
    std::size_t param = 0, drive = 0, output = 0; // the parameter keys move, the input driven, the output asked for
    std::vector<Key> keys;
    std::vector<Use> uses;
    // Whether a rest of this use has a derivative by a key: not where the key is fixed, nor where it multiplies a drive
    // of nothing.
    bool moves(std::size_t use, std::size_t key) const;
};

struct Moved {
    Network network;
    Matrix given; // place x input, SI
};
// `key`: one number a Key, then the share of the drive.
Moved moved_to(const Family& family, std::size_t use, std::span<const double> key);

// A family's tracts as one common matrix, that each network input takes a share of, and the pairs that differ from it.
struct Layout {
    struct Edge {
        std::size_t input, target, source; // input: among network inputs
        double weight, common;             // with G
        std::vector<std::size_t> keys;
    };
    std::vector<std::size_t> inputs; // the network inputs of the model
    std::size_t from = 0;            // the output they read
    std::vector<double> shares;      // [network input]
    Matrix common;                   // G C
    struct Tract {
        std::size_t source;
        double weight; // with G
    };
    std::vector<Tract> tracts;       // of `common`, those that are there: target by target, their sources in order
    std::vector<std::size_t> begins; // [target] among them, and last their number
    std::vector<Edge> edges;
    explicit Layout(const Family& family);
};

struct Answer {              // a rest of one use of the family
    std::vector<double> key; // and last the share of the drive, 0 to 1
    // Derivatives are 0 by keys that do not move the use (Family::moves), and by the share of the drive once all of it
    // is there.
    Matrix state, moves;        // place x state; its derivatives, key x (place, state)
    std::vector<double> output; // of every place, SI
    Matrix slopes;              // key x place
    double sign = 0;            // of the determinant; 0: not known
};

} // namespace rewire::integrate
