using Shouldly;
using Soc.Detection;
using Soc.Parsing;

namespace Soc.Tidy.Tests;

/// <summary>Content folders are complete.</summary>
public sealed class ContentRules
{
    [Fact]
    public void EverySource_HasDescriptorAndCases()
    {
        SourceCatalog.Load().Parsers.ShouldNotBeEmpty();
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "grains/Soc.Parsing/Sources")))
        {
            File.Exists(Path.Combine(folder, "source.json")).ShouldBeTrue($"{Repository.Relative(folder)} has no source.json.");
            var cases = Path.Combine(folder, "cases");
            Directory.Exists(cases).ShouldBeTrue($"{Repository.Relative(folder)} has no cases.");
            foreach (var raw in Directory.EnumerateFiles(cases, "*.raw"))
            {
                var name = Path.GetFileName(raw);
                name = name[..^4];
                File.Exists(Path.Combine(cases, name + ".expected.json")).ShouldBeTrue($"{Repository.Relative(raw)} has no expected.json beside it.");
            }

            Directory.EnumerateFiles(cases, "*.raw").ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void EveryDetector_HasDescriptorAndFiringAndSilentCases()
    {
        DetectorCatalog.Load().Detectors.ShouldNotBeEmpty();
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "grains/Soc.Detection/Detectors")))
        {
            File.Exists(Path.Combine(folder, "detector.json")).ShouldBeTrue($"{Repository.Relative(folder)} has no detector.json.");
            var cases = Path.Combine(folder, "cases");
            Directory.EnumerateFiles(cases, "fires-*.jsonl").ShouldNotBeEmpty($"{Repository.Relative(folder)} has no firing case.");
            Directory.EnumerateFiles(cases, "silent-*.jsonl").ShouldNotBeEmpty($"{Repository.Relative(folder)} has no silent case.");
        }
    }

    [Fact]
    public void DetectorDescriptors_SayWhatTheyCannotSee()
    {
        var catalog = DetectorCatalog.Load();
        foreach (var detector in catalog.Detectors)
        {
            var descriptor = catalog.Describe(detector.Id);
            descriptor.BlindSpots.ShouldNotBeEmpty(detector.Id);
            descriptor.FalsePositives.ShouldNotBeEmpty(detector.Id);
            descriptor.WhatToDo.ShouldNotBeEmpty(detector.Id);
            descriptor.Techniques.ShouldAllBe(t => t.StartsWith('T'), detector.Id);
        }
    }

    [Fact]
    public void EveryConnector_HasDescriptionAndReadme()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "grains/Soc.Response/Connectors"))
            .Where(f => !string.Equals(Path.GetFileName(f), "Http", StringComparison.Ordinal)).ToArray();
        folders.ShouldNotBeEmpty();
        foreach (var folder in folders)
        {
            File.Exists(Path.Combine(folder, "connector.json")).ShouldBeTrue($"{Repository.Relative(folder)} has no connector.json.");
            File.Exists(Path.Combine(folder, "README.md")).ShouldBeTrue($"{Repository.Relative(folder)} does not say what it needs.");
        }
    }
}
