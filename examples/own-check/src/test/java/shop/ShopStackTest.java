package shop;

import co.littleman.m1onk8s.junit.VerifiedStack;

/** One test for each check of each component of deploy/. */
@VerifiedStack(
        manifests = "deploy",
        ownChecks = {PodsNameTheirTeam.class, CacheIsSmall.class})
class ShopStackTest {}
