using System.Globalization;
using Soc.Enrichment.Ranges;
using Soc.Model.Events;
using Soc.Model.Indicators;

namespace Soc.Enrichment.Indicators;

/// <summary>Collects indicators in canonical form, and what could not be read.</summary>
internal sealed class IndicatorSink(string defaultList, long nowMs)
{
    /// <summary>Most indicators of one document.</summary>
    public const int MaxIndicators = 1_000_000;

    private const int MaxProblems = 100;

    private readonly List<Indicator> _indicators = [];
    private readonly List<string> _problems = [];

    public string List { get; set; } = defaultList;

    public void Problem(string text)
    {
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(text);
        }
    }

    /// <param name="where">"line 12", for the problem's text.</param>
    public void Add(ReadOnlySpan<char> value, string? category, long? listedMs, int? score, long validUntilMs, string where)
    {
        if (_indicators.Count >= MaxIndicators)
        {
            Problem($"{where}: more than {MaxIndicators} indicators in one document: send the rest in another.");
            return;
        }

        if (Canonical(value.Trim()) is not { } known)
        {
            Problem($"{where}: '{(value.Length > 60 ? value[..60] : value)}' is no address, range, domain or hash.");
            return;
        }

        _indicators.Add(new Indicator
        {
            Kind = known.Kind,
            Value = known.Value,
            List = List,
            Category = string.IsNullOrWhiteSpace(category) ? "unspecified" : category.Trim().ToLowerInvariant(),
            BaseScore = Math.Clamp(score ?? 80, 0, 100),
            ListedMs = Math.Min(listedMs ?? nowMs, nowMs),
            ValidUntilMs = validUntilMs,
        });
    }

    /// <summary>A time as lists write it: ISO 8601, a date, or seconds since the epoch; null when it is none.</summary>
    public static long? Time(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number < 100_000_000_000 ? number * 1000 : number;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeMilliseconds() : null;
    }

    public ParsedIndicators Result() => new(_indicators, _problems);

    private static (string Kind, string Value)? Canonical(ReadOnlySpan<char> value)
    {
        if (IpText.Canonical(value) is { } ip && value.IndexOf('/') < 0)
        {
            return ("ip", ip);
        }

        if (value.IndexOf('/') > 0 && IpRange.TryParse(value, out _))
        {
            return ("cidr", value.ToString().ToLowerInvariant());
        }

        var text = value.ToString().ToLowerInvariant();
        if (text.Length is 32 or 64 && text.All(char.IsAsciiHexDigit))
        {
            return (text.Length == 64 ? "sha256" : "md5", text);
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return ("url", text);
        }

        text = text.TrimStart('.').TrimEnd('.');
        return text.Length is > 3 and < 254 && text.Contains('.', StringComparison.Ordinal) && !char.IsAsciiDigit(text[^1]) && Uri.CheckHostName(text) == UriHostNameType.Dns
            ? ("domain", text)
            : null;
    }
}
