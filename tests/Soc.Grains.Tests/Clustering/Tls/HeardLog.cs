using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <summary>What the cluster's TLS logged, in order.</summary>
internal sealed class HeardLog : ILoggerProvider, ILogger
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    /// <summary>Waits for the next line that holds the words.</summary>
    public async Task<string> HearAsync(string words, CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await _lines.Reader.ReadAsync(cancellationToken);
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    /// <summary>All lines so far that were not heard yet.</summary>
    public List<string> Take()
    {
        var lines = new List<string>();
        while (_lines.Reader.TryRead(out var line))
        {
            lines.Add(line);
        }

        return lines;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        if (line.StartsWith("Cluster TLS", StringComparison.Ordinal))
        {
            _lines.Writer.TryWrite(line);
        }
    }

    public void Dispose()
    {
        // Nothing to close.
    }
}
