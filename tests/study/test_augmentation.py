"""Crops, flips and shifts of colour."""

import numpy as np
import pytest

from snippets.augmentation import colour_components, colour_shift, random_crop, variety


def test_a_crop_is_a_part_of_the_picture_or_its_mirror_image() -> None:
    picture = np.arange(10 * 12 * 3, dtype=float).reshape(10, 12, 3)
    rng = np.random.default_rng(0)
    places = {
        picture[top : top + 7, left : left + 7].tobytes() for top in range(4) for left in range(6)
    }  # fmt: skip

    found = [random_crop(picture, rng, 7) for _ in range(400)]

    straight = [crop for crop in found if np.ascontiguousarray(crop).tobytes() in places]
    turned = [crop for crop in found if np.ascontiguousarray(crop[:, ::-1]).tobytes() in places]
    assert len(straight) + len(turned) == 400
    assert 150 < len(turned) < 250
    assert len({np.ascontiguousarray(crop).tobytes() for crop in found}) == 48  # each of 24 places, both ways


def test_a_crop_of_the_whole_picture_is_the_picture() -> None:
    picture = np.random.default_rng(0).random((224, 224, 3))

    crop = random_crop(picture, np.random.default_rng(0))

    assert crop.shape == picture.shape
    assert np.array_equal(np.sort(crop, axis=1), np.sort(picture, axis=1))


def test_a_crop_larger_than_the_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="high"):
        random_crop(np.zeros((8, 8, 3)), np.random.default_rng(0), 9)


def test_the_papers_factor_of_2048() -> None:
    assert variety(256) == 2048


def test_components_are_those_of_the_covariance() -> None:
    rng = np.random.default_rng(4)
    pictures = rng.normal(size=(2, 30, 40, 3)) * [1.0, 3.0, 0.5]

    values, vectors = colour_components(pictures)

    assert values[0] > values[1] > values[2] > 0
    np.testing.assert_allclose(vectors @ np.diag(values) @ vectors.T, np.cov(pictures.reshape(-1, 3).T), atol=1e-9)


def test_a_shift_is_along_the_components_and_as_large_as_they_are() -> None:
    values, vectors = np.array([4.0, 1.0, 0.25]), np.eye(3)
    rng = np.random.default_rng(0)

    shifts = np.array([colour_shift(values, vectors, rng) for _ in range(4000)])

    np.testing.assert_allclose(shifts.std(axis=0), [0.4, 0.1, 0.025], rtol=0.05)
    np.testing.assert_allclose(shifts.mean(axis=0), 0, atol=0.03)
