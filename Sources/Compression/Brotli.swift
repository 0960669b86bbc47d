import CBrotli

/// The bytes in the brotli format (RFC 7932).
///
/// - Parameter quality: 0 for the fastest to 11 for the smallest.
/// - Returns: nil when that would be no smaller, or when memory is short.
package func brotli(_ bytes: [UInt8], quality: Int32) -> [UInt8]? {
    let compressed = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
        count = output.count
        let isDone = bytes.withUnsafeBufferPointer { input in
            BrotliEncoderCompress(
                quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, input.count, input.baseAddress, &count,
                output.baseAddress)
        }
        // The room is that of the bytes themselves: what does not fit is no smaller.
        if isDone == BROTLI_FALSE { count = 0 }
    }
    return compressed.isEmpty || compressed.count >= bytes.count ? nil : compressed
}
