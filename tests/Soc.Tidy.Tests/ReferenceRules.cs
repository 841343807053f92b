using System.Xml.Linq;
using Shouldly;

namespace Soc.Tidy.Tests;

/// <summary>Who may reference whom.</summary>
public sealed class ReferenceRules
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Soc.Model"] = [],
        ["Soc.GrainInterfaces"] = ["Soc.Model"],
        ["Soc.Parsing"] = ["Soc.Model"],
        ["Soc.Detection"] = ["Soc.Model"],
        ["Soc.Response"] = ["Soc.Model"],
        ["Soc.Grains"] = ["Soc.GrainInterfaces", "Soc.Detection", "Soc.Response"],
        ["Soc.EventLog"] = ["Soc.Model"],
        ["Soc.Storage"] = ["Soc.GrainInterfaces"],
        ["Soc.Enrichment"] = ["Soc.GrainInterfaces"],
        ["Soc.Silo"] = ["Soc.Grains", "Soc.EventLog", "Soc.Storage", "Soc.Enrichment"],
        ["Soc.Capture"] = ["Soc.Model"],
        ["Soc.CaptureAgent"] = ["Soc.Capture"],
        ["Soc.Gateway"] = ["Soc.GrainInterfaces", "Soc.Parsing", "Soc.EventLog", "Soc.Silo"],
    };

    [Fact]
    public void ProductProjects_ReferenceOnlyWhatTheDesignAllows()
    {
        foreach (var (name, references) in ProductProjects())
        {
            Allowed.ShouldContainKey(name, $"{name} is new: say in ReferenceRules what it may reference.");
            references.Except(Allowed[name], StringComparer.Ordinal).ShouldBeEmpty($"{name} references more than the design allows.");
        }
    }

    [Fact]
    public void PureProjects_HaveNoOrleansRuntime()
    {
        string[] forbidden = ["Microsoft.Orleans.Sdk", "Microsoft.Orleans.Server", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Core", "Microsoft.Orleans.Client"];
        foreach (var name in (string[])["Soc.Model", "Soc.Parsing", "Soc.Detection", "Soc.Response", "Soc.Capture"])
        {
            var project = XDocument.Load(Repository.Files($"{name}.csproj").Single());
            project.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value).Intersect(forbidden, StringComparer.Ordinal)
                .ShouldBeEmpty($"{name} is tested without a cluster.");
        }
    }

    [Fact]
    public void NoProject_PinsItsOwnPackageVersion()
    {
        foreach (var file in Repository.Files("*.csproj"))
        {
            XDocument.Load(file).Descendants("PackageReference").Where(r => r.Attribute("Version") is not null)
                .ShouldBeEmpty($"{Repository.Relative(file)}: versions stand in Directory.Packages.props.");
        }
    }

    private static IEnumerable<(string Name, string[] References)> ProductProjects() =>
        Repository.Files("*.csproj")
            .Where(f => !Repository.Relative(f).StartsWith("tests/", StringComparison.Ordinal))
            .Select(f => (
                Path.GetFileNameWithoutExtension(f),
                XDocument.Load(f).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))).ToArray()));
}
