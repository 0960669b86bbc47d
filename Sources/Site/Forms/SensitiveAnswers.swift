/// What becomes of answers that few should see, in a list of answers.
enum SensitiveAnswers {
    case shown
    /// It takes a click to see them, so that nobody reads them in passing.
    case folded
    case leftOut
}
