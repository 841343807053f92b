namespace Soc.Gateway.Endpoints;

/// <summary>One recent event of an entity.</summary>
public sealed record RecentDto(string At, string Source, string Text, string EventId);
