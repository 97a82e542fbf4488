"""Windows keep every piece exactly once, whatever the length."""

from hypothesis import given
from hypothesis import strategies as st

from classifier.encode.windows import windows_of


@given(st.integers(0, 3000), st.integers(2, 400), st.data())
def test_every_piece_is_kept_once(count: int, size: int, data: st.DataObject) -> None:
    stride = data.draw(st.integers(1, size))
    windows = windows_of(count, size, stride)
    kept = [i for w in windows for i in range(w.keep_start, w.keep_end)]
    assert kept == list(range(count))
    assert all(w.start <= w.keep_start <= w.keep_end <= w.end <= max(count, 0) for w in windows)
    assert all(w.end - w.start <= size for w in windows)
