#include "brain/read_graphml.hpp"

#include "base/error.hpp"
#include "base/known.hpp"
#include "brain/edges.hpp"
#include "brain/text_table.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <set>

namespace rewire::brain {
namespace {

constexpr std::size_t most_bytes = 64u << 20; // the parsed tree takes up to sixteen times that
constexpr std::size_t most_faults_told = 20;
constexpr std::string_view label_keys[] = {"dn_name", "name", "label", "dn_fsname", "dn_label", "region_name"};

// A key of nodes or edges: <key id="d9" for="edge" attr.name="number_of_fibers" attr.type="double">.
struct Key {
    std::string id, name;
    std::string fallback; // its <default>
    bool number = false;
};

std::string_view local(const char* name) { // without the namespace's prefix
    const std::string_view all(name);
    return all.substr(all.rfind(':') + 1);
}

template <class Use>
void each(const pugi::xml_node& parent, std::string_view name, Use use) {
    for (const auto& child : parent.children())
        if (local(child.name()) == name)
            use(child);
}

class Graph {
public:
    Graph(std::string_view bytes, const std::string& file) : file_(file), bytes_(bytes) {
        if (bytes.size() > most_bytes)
            throw InputError(file, fmt::format("is larger than {} MB, the most that is read as GraphML; write the "
                                               "matrix as CSV",
                                               most_bytes >> 20));
        const auto status = document_.load_buffer(bytes.data(), bytes.size());
        if (!status)
            throw InputError({Problem{
                file, line_at(status.offset), 0, fmt::format("is not whole XML: {}", status.description()), {}}});
        each(document_, "graphml", [&](const pugi::xml_node& root) {
            each(root, "key", [&](const pugi::xml_node& k) { add_key(k); });
            each(root, "graph", [&](const pugi::xml_node& g) {
                if (!graph_)
                    graph_ = g;
            });
        });
        if (!graph_)
            throw InputError(file, "holds no <graph>; a GraphML file with one is expected");
        each(graph_, "node", [&](const pugi::xml_node& n) { add_node(n); });
        if (nodes_.size() < 2 || nodes_.size() > most_regions)
            throw InputError(file, fmt::format("has {} nodes{}; 2 to {} are read", nodes_.size(),
                                               nodes_.size() > most_regions ? " or more" : "", most_regions));
    }

    MatrixFile read(const std::string& variable) {
        MatrixFile out;
        out.path = file_;
        out.format = "GraphML";
        out.labels = find_labels(out.notes);
        out.hemispheres = flags("dn_hemisphere", "right", "left");
        out.cortical = flags("dn_region", "cortical", "subcortical");
        const Key* weight = find_weight(variable, out.notes);
        const Key* length = nullptr;
        for (const auto& k : edge_keys_)
            if (k.number && &k != weight && is_length_name(k.name) && !length)
                length = &k;
        if (weight)
            out.variable = weight->name;
        const auto edges = find_edges(weight, length);
        const bool directed = std::string_view(graph_.attribute("edgedefault").value()) == "directed";
        fill_from_edges(out, nodes_.size(), edges, directed ? Edges::unsaid : Edges::undirected);
        return out;
    }

private:
    int line_at(std::ptrdiff_t offset) const {
        const auto end = std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)), bytes_.size());
        return 1 +
               static_cast<int>(std::count(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    }
    int line_of_node(const pugi::xml_node& n) const { return line_at(n.offset_debug()); }

    void add_key(const pugi::xml_node& k) {
        Key key{k.attribute("id").value(), k.attribute("attr.name").value(), {}, false};
        if (key.name.empty())
            key.name = key.id;
        const std::string_view type = k.attribute("attr.type").value(), owner = k.attribute("for").value();
        key.number = type == "double" || type == "float" || type == "int" || type == "long";
        each(k, "default", [&](const pugi::xml_node& d) { key.fallback = d.child_value(); });
        if (owner == "node" || owner == "all")
            node_keys_.push_back(key);
        if (owner == "edge" || owner == "all")
            edge_keys_.push_back(key);
    }

    void add_node(const pugi::xml_node& n) {
        if (nodes_.size() > most_regions)
            return;
        const std::string id = n.attribute("id").value();
        if (!index_.emplace(id, nodes_.size()).second)
            throw InputError({Problem{file_, line_of_node(n), 0, fmt::format("the node \"{}\" stands twice", id), {}}});
        nodes_.push_back(n);
    }

    static std::string value_of(const pugi::xml_node& owner, const Key& key) {
        std::string out = key.fallback;
        each(owner, "data", [&](const pugi::xml_node& d) {
            if (key.id == d.attribute("key").value())
                out = d.child_value();
        });
        return std::string(trimmed(out));
    }

    std::vector<std::string> values_of_nodes(std::string_view name) const {
        std::vector<std::string> out;
        for (const auto& k : node_keys_)
            if (k.name == name)
                for (const auto& n : nodes_)
                    out.push_back(value_of(n, k));
        return out;
    }

    std::vector<std::string> find_labels(std::vector<std::string>& notes) const {
        for (const auto name : label_keys) {
            auto labels = values_of_nodes(name);
            const std::set<std::string> different(labels.begin(), labels.end());
            if (labels.size() == nodes_.size() && different.size() == labels.size() && !different.contains("")) {
                notes.push_back(fmt::format("the region labels were read from the nodes' \"{}\"", name));
                return labels;
            }
        }
        std::vector<std::string> ids;
        for (const auto& n : nodes_)
            ids.emplace_back(n.attribute("id").value());
        const bool numbers =
            std::all_of(ids.begin(), ids.end(), [](const std::string& id) { return parse_number(id).has_value(); });
        if (numbers)
            ids.clear(); // a count, not names
        return ids;
    }

    // 1 where every node says `yes` or `no`, in any case and with what may stand behind ("left", "right").
    std::vector<double> flags(std::string_view name, std::string_view yes, std::string_view no) const {
        std::vector<double> out;
        for (const auto& v : values_of_nodes(name)) {
            const auto word = lower(v);
            if (word != yes && word != no)
                return {};
            out.push_back(word == yes ? 1 : 0);
        }
        if (out.size() != nodes_.size())
            out.clear();
        return out;
    }

    const Key* find_weight(const std::string& variable, std::vector<std::string>& notes) const {
        std::vector<std::string_view> names;
        const Key *known = nullptr, *other = nullptr;
        std::size_t others = 0;
        for (const auto& k : edge_keys_) {
            if (!k.number)
                continue;
            names.push_back(k.name);
            if (k.name == variable)
                return &k;
            if (is_weight_name(k.name) && !known)
                known = &k;
            if (!is_length_name(k.name)) {
                other = &k;
                ++others;
            }
        }
        if (!variable.empty())
            throw InputError(file_, mended(variable, names,
                                           fmt::format("there is no key \"{}\" of its edges; it has {}", variable,
                                                       fmt::join(names, ", "))));
        if (!known && others > 1)
            throw InputError(file_, fmt::format("choose the weights with --variable NAME; its edges have {}",
                                                fmt::join(names, ", ")));
        const Key* chosen = known ? known : other;
        if (!chosen)
            notes.push_back("the edges have no numbers: each has weight 1");
        else if (names.size() > 1)
            notes.push_back(
                fmt::format("the weights are \"{}\" of the edges' {}", chosen->name, fmt::join(names, ", ")));
        return chosen;
    }

    std::vector<ListedTract> find_edges(const Key* weight, const Key* length) const {
        std::vector<ListedTract> out;
        Problems problems;
        each(graph_, "edge", [&](const pugi::xml_node& e) {
            if (problems.count() >= most_faults_told || out.size() > most_regions * most_regions)
                return;
            const std::string from = e.attribute("source").value(), to = e.attribute("target").value();
            auto say = [&](std::string what) { problems.add({file_, line_of_node(e), 0, std::move(what), {}}); };
            const auto a = index_.find(from), b = index_.find(to);
            if (a == index_.end() || b == index_.end())
                return say(fmt::format("an edge names a node that is not there: \"{}\"",
                                       (a == index_.end() ? from : to).substr(0, 60)));
            ListedTract edge{a->second, b->second, 1, std::nan(""), 0};
            auto number = [&](const Key* key, double& into, bool needed) {
                if (!key)
                    return;
                const auto text = value_of(e, *key);
                if (const auto v = parse_number(text))
                    into = *v;
                else if (needed || !text.empty())
                    say(fmt::format("the edge from {} to {} has the {} \"{}\", which is no number", from.substr(0, 60),
                                    to.substr(0, 60), key->name, text.substr(0, 60)));
            };
            number(weight, edge.weight, true);
            number(length, edge.length_mm, false);
            out.push_back(edge);
        });
        problems.raise_if_any();
        return out;
    }

    const std::string& file_;
    std::string_view bytes_;
    pugi::xml_document document_;
    pugi::xml_node graph_;
    std::vector<pugi::xml_node> nodes_;
    std::map<std::string, std::size_t, std::less<>> index_;
    std::vector<Key> node_keys_, edge_keys_;
};

} // namespace

bool is_graphml(std::string_view bytes) {
    const auto head = bytes.substr(0, 4096);
    return trimmed(head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head).starts_with('<') &&
           head.find("graphml") != std::string_view::npos;
}

MatrixFile read_graphml(std::string_view bytes, const std::string& file, const std::string& variable) {
    return Graph(bytes, file).read(variable);
}

} // namespace rewire::brain
