using System.Reflection;
using System.Text.Json;

namespace Soc.Parsing;

/// <summary>All log sources of this assembly, found at start; a duplicate id or sourcetype stops the start.</summary>
public sealed class SourceCatalog
{
    private const string DescriptorSuffix = ".source.json";

    private readonly ISourceParser[] _parsers;
    private readonly Dictionary<string, ISourceParser> _byId;
    private readonly Dictionary<string, ISourceParser> _bySourcetype;

    private SourceCatalog(ISourceParser[] parsers, Dictionary<string, ISourceParser> byId, Dictionary<string, ISourceParser> bySourcetype)
    {
        _parsers = parsers;
        _byId = byId;
        _bySourcetype = bySourcetype;
    }

    /// <summary>Every parser, ordered by id.</summary>
    public IReadOnlyList<ISourceParser> Parsers => _parsers;

    /// <summary>Finds the parsers and the sourcetypes in their source.json.</summary>
    /// <exception cref="InvalidOperationException">Two parsers share an id or a sourcetype, or a parser has no source.json.</exception>
    public static SourceCatalog Load()
    {
        var assembly = typeof(SourceCatalog).Assembly;
        var parsers = assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsClass: true } && typeof(ISourceParser).IsAssignableFrom(t))
            .Select(t => (ISourceParser)Activator.CreateInstance(t)!)
            .OrderBy(p => p.Id, StringComparer.Ordinal)
            .ToArray();
        var byId = new Dictionary<string, ISourceParser>(StringComparer.OrdinalIgnoreCase);
        foreach (var parser in parsers)
        {
            if (!byId.TryAdd(parser.Id, parser))
            {
                throw new InvalidOperationException($"Two parsers have the id '{parser.Id}': give one of them another id.");
            }
        }

        var bySourcetype = new Dictionary<string, ISourceParser>(StringComparer.OrdinalIgnoreCase);
        var described = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var descriptor in ReadDescriptors(assembly))
        {
            if (!byId.TryGetValue(descriptor.Id, out var parser))
            {
                throw new InvalidOperationException($"A source.json names the id '{descriptor.Id}', and no parser has it.");
            }

            described.Add(descriptor.Id);
            foreach (var sourcetype in descriptor.Sourcetypes.Prepend(descriptor.Id).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!bySourcetype.TryAdd(sourcetype, parser))
                {
                    throw new InvalidOperationException($"Two sources claim the sourcetype '{sourcetype}': '{bySourcetype[sourcetype].Id}' and '{descriptor.Id}'.");
                }
            }
        }

        var missing = parsers.FirstOrDefault(p => !described.Contains(p.Id));
        return missing is null
            ? new SourceCatalog(parsers, byId, bySourcetype)
            : throw new InvalidOperationException($"The parser '{missing.Id}' has no source.json beside it.");
    }

    /// <summary>Every sourcetype that names a parser, in order.</summary>
    public IReadOnlyList<string> Sourcetypes => [.. _bySourcetype.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>True when the sourcetype names a parser; any other is only a word, and the content decides.</summary>
    public bool Knows(string sourcetype) => _bySourcetype.ContainsKey(sourcetype);

    /// <summary>The parser with this id, or null.</summary>
    public ISourceParser? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The parser for a record: by sourcetype when it is known, else by content; null when nothing recognises it.</summary>
    public ISourceParser? Resolve(ReadOnlySpan<byte> record, string? sourcetype)
    {
        if (sourcetype is not null && _bySourcetype.TryGetValue(sourcetype, out var named))
        {
            return named;
        }

        ISourceParser? best = null;
        var bestScore = 0;
        foreach (var parser in _parsers)
        {
            var score = parser.Recognise(record);
            if (score > bestScore)
            {
                (best, bestScore) = (parser, score);
            }
        }

        return best;
    }

    /// <summary>Resolves and parses; a record that nothing recognises is malformed with reason "unrecognised".</summary>
    public ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context)
    {
        var parser = Resolve(record, context.Sourcetype);
        return parser is null ? ParseResult.Malformed("unrecognised") : parser.Parse(record, context);
    }

    private static IEnumerable<SourceDescriptor> ReadDescriptors(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(DescriptorSuffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return JsonSerializer.Deserialize<SourceDescriptor>(stream, JsonSerializerOptions.Web)
                ?? throw new InvalidOperationException($"{name} is empty.");
        }
    }
}
