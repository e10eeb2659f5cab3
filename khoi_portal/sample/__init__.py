"""The sample portal: our own words about public facts, invented people and units marked "(minh họa)", pictures drawn by us."""
