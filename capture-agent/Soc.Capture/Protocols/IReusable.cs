namespace Soc.Capture.Protocols;

/// <summary>A parser that can read one flow after another, so that a flow costs no memory of its own.</summary>
public interface IReusable
{
    /// <summary>Forgets the flow.</summary>
    /// <returns>False when it cannot be used again.</returns>
    bool TryReset();
}
