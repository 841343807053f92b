namespace Soc.CaptureAgent.Enrolment;

/// <summary>An identity as it is written; keys and certificates in base 64.</summary>
/// <param name="Key">PKCS #8.</param>
internal sealed record StoredIdentity(string Gateway, string SensorId, string Client, string Key, string Certificate, string Authority);
