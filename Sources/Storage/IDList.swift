extension Sequence<Int64> {
    /// Numbers of rows as one parameter for SQLite's json_each: the statement is the same for any number of them, and
    /// can be kept.
    var jsonList: String { "[" + map(String.init).joined(separator: ",") + "]" }
}
