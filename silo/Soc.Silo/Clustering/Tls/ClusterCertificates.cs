using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Soc.Silo.Clustering.Tls;

/// <summary>
/// This node's identity as the files have it now. New files are taken when they make a usable pair; until then the one before stays,
/// and health says so.
/// </summary>
public sealed partial class ClusterCertificates
{
    /// <summary>Part of the lifetime, from its end, in which health asks for a new pair: one in this many.</summary>
    private const int LastPart = 3;

    private readonly ClusterTlsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _refresh = new();
    private volatile NodeIdentity _current;
    private volatile string? _refused;
    private string _seen;

    /// <exception cref="InvalidOperationException">The files cannot be used; the message says why and what to do.</exception>
    public ClusterCertificates(ClusterTlsOptions options, TimeProvider time, ILogger<ClusterCertificates> logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        try
        {
            var files = IdentityFiles.Read(options);
            _current = NodeIdentity.Of(files, time.GetUtcNow());
            _seen = files.Hash;
            LogTaken(_current.Certificate.SerialNumber, _current.Until);
        }
        catch (UnusableIdentityException e)
        {
            throw new InvalidOperationException($"{ClusterTlsOptions.Section}: {e.Message}", e);
        }
    }

    /// <summary>Sentences for health; empty when all is well.</summary>
    public IEnumerable<string> Problems
    {
        get
        {
            var identity = _current;
            if (_refused is { } refused)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Cluster TLS: the new files are not used: {refused} Until then the pair before them stays, which expires at {identity.Until:u}.");
            }

            var left = identity.Until - _time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Cluster TLS: the certificate in {_options.CertificatePath} expired at {identity.Until:u}, and no new connection to another node is made: put a new pair there.");
            }
            else if (left < (identity.Until - identity.From) / LastPart)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Cluster TLS: the certificate in {_options.CertificatePath} expires at {identity.Until:u}: put a new pair there before.");
            }
        }
    }

    internal NodeIdentity Current => _current;

    /// <summary>This node's certificate can be shown now.</summary>
    internal bool IsUsable => _time.GetUtcNow() <= _current.Until;

    /// <summary>Looks at the files, and takes them if they have changed and can be used.</summary>
    internal void Refresh()
    {
        lock (_refresh)
        {
            try
            {
                var files = IdentityFiles.Read(_options);
                if (!string.Equals(files.Hash, _seen, StringComparison.Ordinal))
                {
                    _current = NodeIdentity.Of(files, _time.GetUtcNow());
                    _seen = files.Hash;
                    LogTaken(_current.Certificate.SerialNumber, _current.Until);
                }

                // Also when the files are again what they were.
                _refused = null;
            }
            catch (UnusableIdentityException e)
            {
                if (!string.Equals(e.Message, _refused, StringComparison.Ordinal))
                {
                    LogRefused(e.Message);
                }

                _refused = e.Message;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Cluster TLS: certificate {Serial} is in use for new connections, valid until {Until:u}")]
    private partial void LogTaken(string serial, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Error, Message = "Cluster TLS: the new files are not used, and the pair before them stays: {Reason}")]
    private partial void LogRefused(string reason);
}
