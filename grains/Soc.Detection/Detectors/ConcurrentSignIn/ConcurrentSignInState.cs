using Orleans;
using Soc.Detection.Geo;

namespace Soc.Detection.Detectors.ConcurrentSignIn;

/// <summary>Stays and habits that concurrent_sign_in compares.</summary>
[GenerateSerializer, Alias("soc.state.concurrent_sign_in")]
public sealed class ConcurrentSignInState : TravelState;
