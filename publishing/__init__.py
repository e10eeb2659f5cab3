"""Whether, where and how fresh a thing is public: sections, states, revisions, paths, page cache."""
