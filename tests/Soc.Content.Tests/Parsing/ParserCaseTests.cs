using System.Text.Json.Nodes;
using Shouldly;
using Soc.Parsing;
using Xunit;

namespace Soc.Content.Tests.Parsing;

/// <summary>Every <c>Sources/*/cases/*.raw</c> parses to its expected file. SOC_BLESS=1 writes the expected files anew.</summary>
public sealed class ParserCaseTests
{
    private static readonly SourceCatalog Catalog = SourceCatalog.Load();

    private static bool IsBlessing => Environment.GetEnvironmentVariable("SOC_BLESS") == "1";

    public static TheoryData<string> CaseNames() => [.. ParserCase.All().Select(c => Path.GetRelativePath(ParsingPaths.Sources, c.RawPath))];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(CaseNames))]
    public void ACaseParsesAsExpected(string path)
    {
        var parserCase = ParserCase.Load(Path.Combine(ParsingPaths.Sources, path));
        var actual = EventText.Write(parserCase.Records.Select(r => Describe(r, parserCase.Context)));
        if (IsBlessing)
        {
            File.WriteAllText(parserCase.ExpectedPath, actual);
            return;
        }

        File.Exists(parserCase.ExpectedPath).ShouldBeTrue($"{parserCase.Name} has no expected file; SOC_BLESS=1 writes it, then read it.");
        actual.ShouldBe(File.ReadAllText(parserCase.ExpectedPath), $"{parserCase.Name}: SOC_BLESS=1 writes the file anew, if the change is meant.");
    }

    [Fact]
    public void EverySourceFolderIsComplete()
    {
        foreach (var folder in Directory.EnumerateDirectories(ParsingPaths.Sources))
        {
            File.Exists(Path.Combine(folder, "source.json")).ShouldBeTrue($"{folder} has no source.json.");
            Directory.Exists(Path.Combine(folder, "cases")).ShouldBeTrue($"{folder} has no cases.");
            Directory.EnumerateFiles(Path.Combine(folder, "cases"), "*.raw").ShouldNotBeEmpty($"{folder} has no case.");
        }
    }

    [Fact]
    public void EveryExpectedFileHasItsRecord()
    {
        foreach (var expected in Directory.EnumerateFiles(ParsingPaths.Sources, "*.expected.json", SearchOption.AllDirectories))
        {
            File.Exists(expected[..^".expected.json".Length] + ".raw").ShouldBeTrue($"{expected} has no .raw beside it.");
        }
    }

    private static JsonObject Describe(byte[] record, SourceContext context)
    {
        var result = Catalog.Parse(record, context);
        return EventText.Describe(result, Catalog.Resolve(record, context.Sourcetype));
    }
}
