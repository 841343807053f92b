namespace Soc.Benchmarks.EndToEnd;

/// <summary>One request to HEC, made before it is timed.</summary>
/// <param name="Path">Route with its sourcetype.</param>
/// <param name="Client">Number of the client whose token it carries.</param>
/// <param name="Body">Raw lines.</param>
/// <param name="IsGzip">The body is compressed.</param>
/// <param name="Events">Lines in it.</param>
internal sealed record HecPost(string Path, int Client, byte[] Body, bool IsGzip, int Events);
