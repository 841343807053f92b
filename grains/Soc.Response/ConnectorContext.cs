namespace Soc.Response;

/// <summary>What every connector is given.</summary>
/// <param name="Http">Makes the handler of its calls; tests put a fake there.</param>
/// <param name="Time">Of deadlines and of what waits.</param>
public sealed record ConnectorContext(Func<HttpMessageHandler> Http, TimeProvider Time);
