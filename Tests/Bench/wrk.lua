-- What bench.py reads of a run of wrk: one line of JSON, with percentiles that wrk's own report leaves out.
done = function(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '{"requests": %d, "rate": %.1f, "p50": %.4f, "p99": %.4f, "failed": %d}\n',
        summary.requests, summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
