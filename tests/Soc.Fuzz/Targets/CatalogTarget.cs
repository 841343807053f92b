using Soc.Parsing;

namespace Soc.Fuzz.Targets;

/// <summary>Recognition by content, and the parser that it leads to.</summary>
internal sealed class CatalogTarget(SourceCatalog catalog) : IFuzzTarget
{
    private static readonly SourceContext Context = new("acme", 1_772_452_800_000);

    public string Name => "catalogue";

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(SeedFiles.Records);

    public ValueTask RunAsync(byte[] input)
    {
        ParserTarget.Check(catalog.Parse(input, Context), input);
        return ValueTask.CompletedTask;
    }
}
