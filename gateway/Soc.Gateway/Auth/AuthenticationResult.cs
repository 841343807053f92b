using System.Runtime.InteropServices;

namespace Soc.Gateway.Auth;

/// <summary>Result of <see cref="CredentialDirectory.Authenticate"/>.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="Credential">Set only when <paramref name="Status"/> is Ok.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AuthenticationResult(AuthenticationStatus Status, Credential? Credential);
