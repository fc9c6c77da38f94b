// Lists of types, as mechanisms are listed by folder.
#pragma once

namespace rewire::mechanism {

template <class... T>
struct TypeList {};

namespace detail {
template <class... Lists>
struct Join;
template <class... A>
struct Join<TypeList<A...>> {
    using type = TypeList<A...>;
};
template <class... A, class... B, class... Rest>
struct Join<TypeList<A...>, TypeList<B...>, Rest...> : Join<TypeList<A..., B...>, Rest...> {};
} // namespace detail

template <class... Lists>
using Joined = typename detail::Join<Lists...>::type;

} // namespace rewire::mechanism
