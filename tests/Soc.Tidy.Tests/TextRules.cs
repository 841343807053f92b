using System.Text.RegularExpressions;
using Shouldly;

namespace Soc.Tidy.Tests;

/// <summary>What the files look like.</summary>
public sealed partial class TextRules
{
    private const int MaxLines = 400;

    [Fact]
    public void SourceFiles_AreShort() =>
        Repository.Files("*.cs")
            .Where(f => !f.Contains("/tests/", StringComparison.Ordinal))
            .Select(f => (File: Repository.Relative(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > MaxLines)
            .ShouldBeEmpty($"A file over {MaxLines} lines holds more than one thing.");

    [Fact]
    public void Folders_NamedCommonOrHelpers_DoNotExist() =>
        Repository.Files("*.cs").Select(Repository.Relative).Where(f => VagueFolder().IsMatch(f)).ShouldBeEmpty("Name the folder after what it is about.");

    [Fact]
    public void Files_NameNoMachinePath()
    {
        foreach (var file in Repository.Files("*").Where(f => Path.GetExtension(f) is ".cs" or ".md" or ".json" or ".sh" or ".props" or ".csproj" or ""))
        {
            MachinePath().IsMatch(File.ReadAllText(file)).ShouldBeFalse($"{Repository.Relative(file)} names a path of somebody's machine.");
        }
    }

    [Fact]
    public void MetricTags_CarryNoIds()
    {
        foreach (var file in Repository.Files("*.cs").Where(f => !f.Contains("/tests/", StringComparison.Ordinal)))
        {
            TagWithId().IsMatch(File.ReadAllText(file)).ShouldBeFalse($"{Repository.Relative(file)}: a metric's tags are closed sets, never an entity or a client.");
        }
    }

    [Fact]
    public void ReadmeCommands_Exist()
    {
        var command = File.ReadAllText(Path.Combine(Repository.Root, "soc"));
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var used = SocCommand().Matches(readme).Select(m => m.Groups["verb"].Value).Distinct(StringComparer.Ordinal).ToArray();
        used.Contains("test", StringComparer.Ordinal).ShouldBeTrue();
        used.Contains("demo", StringComparer.Ordinal).ShouldBeTrue();
        foreach (var verb in used)
        {
            Regex.IsMatch(command, $@"^  {verb}\)", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).ShouldBeTrue($"README names './soc {verb}', and the command does not know it.");
        }
    }

    [GeneratedRegex("(^|/)(Common|Helpers?|Utils?|Utilities|Misc)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VagueFolder();

    [GeneratedRegex(@"(?<![A-Za-z0-9_.])/(work|root|home/[a-z]+)/[a-z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePath();

    [GeneratedRegex("KeyValuePair<string, object\\?>\\(\"(client|user|entity|ip|address|device|id|host)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TagWithId();

    [GeneratedRegex(@"\./soc (?<verb>[a-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SocCommand();
}
