namespace Soc.Gateway.Endpoints;

/// <summary>An entity: kind ("user", "device", "address", "client", "file", "domain") and key.</summary>
public sealed record EntityDto(string Kind, string Key);
