namespace Soc.Parsing.Sources.Okta;

/// <summary>An actor or target.</summary>
internal struct OktaParty
{
    public string? Id;
    public string? Type;
    public string? AlternateId;
    public string? DisplayName;

    public readonly bool IsEmpty => Id is null && AlternateId is null && DisplayName is null;
}
