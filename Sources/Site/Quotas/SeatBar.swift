/// How full the conference is, as a picture; the figures stand beside it in words.
struct SeatBar {
    let taken: Int
    let capacity: Int

    var html: HTML {
        """
        <svg class="seat-bar" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="all" width="1000" height="40" />
        <rect class="taken" width="\(capacity == 0 ? 0 : min(1000, taken * 1000 / capacity))" height="40" />
        </svg>
        """
    }
}
