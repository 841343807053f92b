using System.Text.Json.Serialization;

namespace Soc.Content.Tests.Detection;

/// <summary>A listing of the source address.</summary>
/// <param name="Listed">When it was last listed.</param>
/// <param name="List">Name of the list.</param>
/// <param name="Category">What the list says of it.</param>
/// <param name="Base">Score when fresh, 0–100.</param>
/// <param name="Fp">False-positive sightings.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AuthoredIndicator(
    DateTimeOffset Listed,
    string List = "example-list",
    string Category = "unspecified",
    int Base = 80,
    int Fp = 0);
