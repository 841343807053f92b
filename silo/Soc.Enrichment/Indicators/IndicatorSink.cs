using System.Globalization;
using Soc.Model;
using Soc.Model.Indicators;

namespace Soc.Enrichment.Indicators;

/// <summary>Collects indicators in canonical form, and what could not be read.</summary>
internal sealed class IndicatorSink(string defaultList, long nowMs)
{
    /// <summary>Most indicators of one document.</summary>
    public const int MaxIndicators = 1_000_000;

    /// <summary>Longest name of a list or category, characters.</summary>
    public const int MaxNameLength = 120;

    private const int MaxProblems = 100;
    private const int DefaultScore = 80;

    private readonly List<Indicator> _indicators = [];
    private readonly ProblemList _problems = new(MaxProblems);
    private string _list = Clip.To(defaultList, MaxNameLength);

    public string List
    {
        get => _list;
        set => _list = string.IsNullOrWhiteSpace(value) ? _list : Clip.To(value.Trim(), MaxNameLength);
    }

    /// <summary>No more is taken; said once.</summary>
    public bool IsFull { get; private set; }

    public void Problem(string text) => _problems.Add(text);

    /// <param name="listedMs">Null: now. A time to come is taken as now.</param>
    /// <param name="score">Null: 80.</param>
    /// <param name="validUntilMs">0: never ends.</param>
    /// <param name="where">"line 12", for the problem's text.</param>
    public void Add(ReadOnlySpan<char> value, string? category, long? listedMs, double? score, long validUntilMs, string where)
    {
        if (_indicators.Count >= MaxIndicators)
        {
            if (!IsFull)
            {
                Problem($"{where}: more than {MaxIndicators} indicators in one document: send the rest in another.");
            }

            IsFull = true;
            return;
        }

        var (kind, canonical, refused) = IndicatorValue.Of(value);
        if (refused is not null)
        {
            Problem($"{where}: '{(value.Length > 60 ? value[..60] : value)}' {refused}.");
            return;
        }

        _indicators.Add(new Indicator
        {
            Kind = kind,
            Value = canonical,
            List = List,
            Category = string.IsNullOrWhiteSpace(category) ? "unspecified" : Clip.To(category.Trim().ToLowerInvariant(), MaxNameLength),
            BaseScore = score is { } points && !double.IsNaN(points) ? (int)Math.Round(Math.Clamp(points, 0, 100)) : DefaultScore,
            ListedMs = Math.Clamp(listedMs ?? nowMs, 0, Math.Max(nowMs, 0)),
            ValidUntilMs = validUntilMs,
        });
    }

    /// <summary>A time as lists write it: ISO 8601, a date, or seconds or milliseconds since the epoch; null when it is none.</summary>
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

    public ParsedIndicators Result() => new(_indicators, _problems.ToSentences());
}
