using System.Globalization;

namespace Soc.Simulator.Demo;

/// <summary>Command line: words, and options as <c>--name value</c> or <c>--flag</c>.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    /// <param name="flags">Options that take no value.</param>
    public Arguments(IEnumerable<string> args, IEnumerable<string> known, IReadOnlySet<string> flags)
    {
        var names = known.Concat(flags).ToHashSet(StringComparer.Ordinal);
        using var all = args.GetEnumerator();
        while (all.MoveNext())
        {
            var arg = all.Current;
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                _words.Add(arg);
            }
            else if (!names.Contains(arg))
            {
                throw new UsageException($"Unknown option {arg}. There are: {string.Join(", ", names.Order(StringComparer.Ordinal))}.");
            }
            else if (flags.Contains(arg))
            {
                _options[arg] = "";
            }
            else
            {
                _options[arg] = all.MoveNext() ? all.Current : throw new UsageException($"{arg} needs a value.");
            }
        }
    }

    public IReadOnlyList<string> Words => _words;

    public bool Has(string name) => _options.ContainsKey(name);

    public string? Find(string name) => _options.GetValueOrDefault(name);

    public string Required(string name) => Find(name) ?? throw new UsageException($"{name} is missing.");

    public double Number(string name, double otherwise, double min, double max)
    {
        if (Find(name) is not { } text)
        {
            return otherwise;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{name} {text} is no number from {min} to {max}."));
    }
}
