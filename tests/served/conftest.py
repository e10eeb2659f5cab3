"""Portals with sample data of their own, each served by processes that can be killed."""

import shutil

import pytest

from tools.served import Served, environment, free_port, load_sample


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Data with the sample portal in it, made once and copied by each test."""
    return load_sample(tmp_path_factory.mktemp("mau"))


@pytest.fixture
def portal(sample, tmp_path):
    """portal(REDIS_URL=…): a portal with a copy of the sample data; everything it started ends with the test."""
    made = []

    def make(**given):
        folder = tmp_path / f"var-{len(made)}"
        shutil.copytree(sample, folder)
        made.append(Served(folder, free_port(), environment(folder, **given)))
        return made[-1]

    yield make
    for one in made:
        one.end()
