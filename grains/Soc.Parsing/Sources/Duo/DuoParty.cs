namespace Soc.Parsing.Sources.Duo;

/// <summary>A user, application or device as Duo nests it.</summary>
internal struct DuoParty
{
    public string? Key;
    public string? Name;
    public string? Type;
    public string? Email;
    public string? Ip;
    public string? Hostname;
    public string? EndpointKey;
    public string? Os;
    public string? OsVersion;
    public string? Browser;
    public string? BrowserVersion;
    public string? Country;
    public string? City;
    public string? Result;
    public string? Error;
}
